import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

const [engine, stackDepth] = ['engine.ts', 'stackDepth.ts'].map(
  name => pathToFileURL(path.join(import.meta.dirname, name)).href,
);

/** What a process is told, in which the stacks can grow or cannot: its code is compiled for one of both. */
function describeIn(preparation: string): string {
  const code = `
    import { prepareEngine } from ${JSON.stringify(engine)};
    import { describeMissingDepth } from ${JSON.stringify(stackDepth)};
    ${preparation}
    process.stdout.write(String(await describeMissingDepth()));`;
  const { stdout } = spawnSync(
    process.execPath,
    [...process.execArgv.filter(flag => /jspi/.test(flag)), '--input-type=module', '-e', code],
    { encoding: 'utf8' },
  );
  return stdout;
}

test('P4: stacks that do not grow are found out, and told of in a sentence', () => {
  assert.match(describeIn(''), /^the stacks of greenlets do not grow in V8 .*: each has 984 KiB/);
  assert.equal(describeIn('prepareEngine();'), 'undefined');
});
