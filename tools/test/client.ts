/** Debugs the greenlet sample, and reads a program, with another client than VS Code: Emacs. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFile, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { type Command, emacs } from '../client/emacs.ts';

const root = path.resolve(import.meta.dirname, '../..');
const SAMPLE = path.join(root, 'samples/switch/main.py');
const CLIENT = path.join(root, 'tools/client');
const ADAPTER = path.join(root, 'dist/debug-adapter.js');
const CLI = path.join(root, 'dist/cli.js');
const FIRST_SWITCH = 5;

const DEBUGGED = `stopped in func1 (g1) at func1 line 5
thread main · main.py:14
thread func1 (g1) · main.py:5
stopped in func2 (g2) at func2 line 9
stopped in func2 (g2) at func2 line 10
ended
`;

const READ = `line 11: wasix-python [blocking-in-async]: \`time.sleep\` keeps every task of the event loop waiting. Await \`asyncio.sleep\`.
hover: **Switches** to: / - \`func2\` ([mistakes.py:7](/mistakes.py#L7)), made at [mistakes.py:14](/mistakes.py#L14) / Control comes back here from: / - [mistakes.py:8](/mistakes.py#L8) / - [mistakes.py:15](/mistakes.py#L15)
definition: line 7
mended
`;

const { values } = parseArgs({ options: { complete: { type: 'boolean', default: false } } });
const command = await emacs().catch((error: Error) => {
  console.log(`Emacs cannot be had on this machine, so no session was held: ${error.message}`);
  process.exit(values.complete ? 1 : 0);
});
debugSample(command);
await readProgram(command);
console.log('2 passed, 0 failed');

/** A session of the debugger. */
function debugSample(emacs: Command): void {
  const { stdout, stderr, status } = runScript(emacs, 'session.el', [
    ...[SAMPLE, String(FIRST_SWITCH)],
    ...[process.execPath, ADAPTER],
  ]);
  assert.equal(stdout, DEBUGGED, stderr);
  assert.equal(status, 0, stderr);
  console.log(stdout);
}

/** A look at a program that the language server has something to say about. */
async function readProgram(emacs: Command): Promise<void> {
  const folder = await mkdtemp(path.join(await realpath(tmpdir()), 'client-'));
  try {
    const file = path.join(folder, 'mistakes.py');
    await copyFile(path.join(CLIENT, 'programs/mistakes.py'), file);
    const { stdout, stderr, status } = runScript(emacs, 'language.el', [
      file,
      ...[process.execPath, CLI, 'language-server', '--stdio'],
    ]);
    assert.equal(stdout.replaceAll(pathToFileURL(folder).href, ''), READ, stderr);
    assert.equal(status, 0, stderr);
    console.log(stdout);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function runScript(emacs: Command, script: string, args: readonly string[]) {
  const load = ['waiting.el', script].flatMap(file => ['-l', path.join(CLIENT, file)]);
  return spawnSync(emacs.program, [...emacs.args, ...load, ...args], {
    env: { ...process.env, ...emacs.env },
    encoding: 'utf8',
  });
}
