/** Debugs the greenlet sample with another client than VS Code: Emacs. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { emacs } from '../client/emacs.ts';

const root = path.resolve(import.meta.dirname, '../..');
const PROGRAM = path.join(root, 'samples/switch/main.py');
const SCRIPT = path.join(root, 'tools/client/session.el');
const ADAPTER = path.join(root, 'dist/debug-adapter.js');
const FIRST_SWITCH = 5;

const EXPECTED = `stopped in func1 (g1) at func1 line 5
thread main · main.py:14
thread func1 (g1) · main.py:5
stopped in func2 (g2) at func2 line 9
stopped in func2 (g2) at func2 line 10
ended
`;

const { values } = parseArgs({ options: { complete: { type: 'boolean', default: false } } });
const command = await emacs().catch((error: Error) => {
  console.log(`Emacs cannot be had on this machine, so no session was held: ${error.message}`);
  process.exit(values.complete ? 1 : 0);
});
const { stdout, stderr, status } = spawnSync(
  command.program,
  [
    ...command.args,
    ...['-l', SCRIPT],
    ...[PROGRAM, String(FIRST_SWITCH), process.execPath, ADAPTER],
  ],
  { env: { ...process.env, ...command.env }, encoding: 'utf8' },
);
assert.equal(stdout, EXPECTED, stderr);
assert.equal(status, 0, stderr);
console.log(stdout);
console.log('1 passed, 0 failed');
