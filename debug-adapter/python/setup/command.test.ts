import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { CommandError, capture, run } from './command.ts';

async function logFile(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'command-'));
  t.after(() => rm(folder, { recursive: true }));
  return path.join(folder, 'logs', 'log');
}

const script = (code: string) => ['--eval', code];

test('what a program prints is in the log', async t => {
  const log = await logFile(t);
  await run(process.execPath, script('console.log("out"); console.error("err")'), { logFile: log });
  const text = await readFile(log, 'utf8');
  assert.match(text, /^out$/m);
  assert.match(text, /^err$/m);
});

test('a captured program returns what it prints, with the environment it was given', async t => {
  const printed = await capture(process.execPath, script('console.log(process.env.SPAM)'), {
    logFile: await logFile(t),
    env: { SPAM: 'eggs' },
  });
  assert.equal(printed, 'eggs\n');
});

test('a failure shows the last lines and names the log', async t => {
  const log = await logFile(t);
  const code = 'for (let i = 0; i < 100; i++) console.log("line " + i + "."); process.exit(3)';
  await assert.rejects(run(process.execPath, script(code), { logFile: log }), (error: Error) => {
    assert.ok(error instanceof CommandError);
    assert.match(error.message, /ended with exit code 3/);
    assert.match(error.message, /line 99\./);
    assert.doesNotMatch(error.message, /line 5\./);
    assert.ok(error.message.endsWith(log));
    return true;
  });
});

test('a program that is not there is an error that says so', async t => {
  await assert.rejects(
    run('no-such-program', [], { logFile: await logFile(t) }),
    /no-such-program could not be started/,
  );
});
