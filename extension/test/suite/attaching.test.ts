import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { setup, suite, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import { DebugRun } from './debugRun.ts';
import { until } from './until.ts';
import { setBreakpoints, workspaceFolder, writeProgram } from './workspace.ts';

/** Runs until somebody ends it. */
const WAITING = `import time

ended = False


def turn():
    time.sleep(0.01)  # line 7


while not ended:
    turn()
`;

suite('Attaching', () => {
  let program: string;
  let debugged: ChildProcess;
  let printed = '';

  setup(() => {
    program = writeProgram('waiting.py', WAITING);
    setBreakpoints(program, 7);
    const { extensionPath } = vscode.extensions.getExtension(
      'wasix-python.wasix-python-debug',
    ) as vscode.Extension<unknown>;
    const command = [path.join(extensionPath, 'dist/cli.js'), 'debug', '--listen', '0', program];
    debugged = spawn(process.execPath, command, {
      cwd: workspaceFolder().uri.fsPath,
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    });
    printed = '';
    debugged.stderr?.on('data', data => (printed += data));
  });

  teardown(async () => {
    if (debugged.exitCode !== null) return;
    const exited = once(debugged, 'exit');
    debugged.kill('SIGTERM');
    await exited;
  });

  const port = async (): Promise<number> => {
    // The configuration comes after the file that holds the token.
    const pattern = /in launch\.json: .*"port":(\d+)/;
    return Number(await until('the port', () => pattern.exec(printed)?.[1]));
  };

  test('R2: takes the token of a program of this machine from where it is told', async () => {
    const run = await DebugRun.start({ request: 'attach', port: await port() });
    const stop = await run.nextStop();
    assert.equal(stop.focus, 'turn waiting.py:7');
    const { result } = await run.request<DebugProtocol.EvaluateResponse>('evaluate', {
      expression: 'ended',
    });
    assert.equal(result, 'False');
    await vscode.debug.stopDebugging(run.session);
    await run.ended();
    assert.equal(debugged.exitCode, null, 'the program goes on');
  });

  test('R2: a token that is typed is the one that counts', async () => {
    const configuration = { port: await port(), token: 'wrong' };
    const sentence = await DebugRun.startInVain(configuration, 'attach');
    assert.match(sentence, /^The token is wrong: set "token" in the configuration/);
  });
});
