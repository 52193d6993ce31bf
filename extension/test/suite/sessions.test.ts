import assert from 'node:assert/strict';
import { setup, suite, test } from 'mocha';
import * as vscode from 'vscode';
import { DebugRun } from './debugRun.ts';
import { until } from './until.ts';
import { setBreakpoints, workspaceFile, writeProgram } from './workspace.ts';

suite('Sessions', () => {
  const program = workspaceFile('main.py');

  setup(() => setBreakpoints(program));

  test('stop a program that stands still', async () => {
    setBreakpoints(program, 9);
    const run = await DebugRun.start({ program });
    await run.nextStop();
    await vscode.debug.stopDebugging(run.session);
    await run.ended();
    assert.deepEqual(run.printed, ['main.py:4 A']);
  });

  test('pause and stop a program that is busy', async () => {
    const busy = writeProgram('busy.py', 'print("begins")\nwhile True:\n    pass\n');
    const run = await DebugRun.start({ program: busy });
    await until('the beginning', () => run.printed.find(line => line.includes('begins')));
    await run.pause();
    const stop = await run.nextStop();
    assert.equal(stop.reason, 'pause');
    assert.match(stop.focus, /^<module> busy\.py:[23]$/);
    await run.command('continue');
    await vscode.debug.stopDebugging(run.session);
    await run.ended();
  });

  test('restart from the beginning, with the breakpoints', async () => {
    setBreakpoints(program, 9);
    const run = await DebugRun.start({ program });
    assert.equal((await run.nextStop()).focus, 'func2 main.py:9');
    await run.command('restart');
    assert.equal((await run.nextStop()).focus, 'func2 main.py:9');
    await run.command('continue');
    assert.equal(await run.ended(), 0);
    assert.deepEqual(run.printed, ['main.py:4 A', 'main.py:4 A', 'main.py:9 B', 'main.py:6 C']);
  });

  test('run beside one another', async () => {
    setBreakpoints(program, 9);
    const first = await DebugRun.start({ program });
    await first.nextStop();
    const other = writeProgram('other.py', 'print("other")\n');
    const second = await DebugRun.start({ program: other });
    assert.equal(await second.ended(), 0);
    assert.deepEqual(second.printed, ['other.py:1 other']);
    assert.equal((await first.topFrame('func2')).line, 9);
    await vscode.debug.stopDebugging(first.session);
    await first.ended();
  });
});
