import assert from 'node:assert/strict';
import { setup, suite, test } from 'mocha';
import * as vscode from 'vscode';
import { Conversation } from './conversation.ts';
import { DebugRun } from './debugRun.ts';
import { setBreakpoints, show, workspaceFile, workspaceFolder, writeProgram } from './workspace.ts';

suite('Starting', () => {
  const program = workspaceFile('main.py');

  setup(() => setBreakpoints(program));

  test('debugs the active Python file when there is no launch.json', async () => {
    setBreakpoints(program, 14);
    await show(program);
    const run = await DebugRun.startBy(() =>
      vscode.commands.executeCommand('workbench.action.debug.start'),
    );
    assert.equal((await run.nextStop()).focus, '<module> main.py:14');
    const { name, configuration } = run.session;
    assert.deepEqual(
      [name, configuration.program, configuration.cwd],
      ['WASIX Python: main.py', program, workspaceFolder().uri.fsPath],
    );
    await run.command('continue');
    assert.equal(await run.ended(), 0);
  });

  test('debugs a file from the menu of its editor', async () => {
    const other = writeProgram('other file.py', 'print("other")\n');
    await show(program);
    const run = await DebugRun.startBy(() =>
      vscode.commands.executeCommand('wasixPython.debugFile', vscode.Uri.file(other)),
    );
    assert.equal(await run.ended(), 0);
    assert.deepEqual(run.printed, ['other file.py:1 other']);
  });

  test('takes relative paths, arguments and environment variables', async () => {
    const source = 'import os, sys\nprint(sys.argv[1:], os.environ["COLOUR"], os.getcwd())\n';
    writeProgram('arguments.py', source);
    const run = await DebugRun.start({
      program: 'arguments.py',
      args: ['--name', 'Jörg B.'],
      env: { COLOUR: 'grün' },
    });
    assert.equal(await run.ended(), 0);
    const folder = workspaceFolder().uri.fsPath;
    assert.deepEqual(run.printed, [`arguments.py:2 ['--name', 'Jörg B.'] grün ${folder}`]);
  });

  test('tells the exit code of the program', async () => {
    const file = writeProgram('exit.py', 'import sys\nsys.exit(3)\n');
    const run = await DebugRun.start({ program: file });
    assert.equal(await run.ended(), 3);
  });

  test('runs without debugging, which stops at nothing', async () => {
    const file = writeProgram('failing.py', 'print("begin")\nraise ValueError("end")\n');
    setBreakpoints(file, 1);
    const configuration = { type: 'wasix-python', request: 'launch', name: 'test', program: file };
    const run = await DebugRun.startBy(() =>
      vscode.debug.startDebugging(workspaceFolder(), configuration, { noDebug: true }),
    );
    assert.equal(await run.ended(), 1);
    assert.deepEqual(run.printed, ['failing.py:1 begin']);
  });

  test('does not start a file that was never saved', async () => {
    // Else VS Code asks for a file name first.
    const settings = vscode.workspace.getConfiguration('debug', workspaceFolder());
    await settings.update('saveBeforeStart', 'none');
    const untitled = await vscode.workspace.openTextDocument({ language: 'python' });
    await vscode.window.showTextDocument(untitled);
    const before = Conversation.all.length;
    const configuration = { type: 'wasix-python', request: 'launch', name: 'no program' };
    assert.equal(await vscode.debug.startDebugging(workspaceFolder(), configuration), false);
    assert.equal(Conversation.all.length, before);
    await settings.update('saveBeforeStart', undefined);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  test('says what is wrong with a launch configuration', async () => {
    const missing = workspaceFile('missing.py');
    assert.equal(
      await DebugRun.startInVain({ program: missing }),
      `There is no file ${missing}: correct "program" in the launch configuration.`,
    );
    assert.equal(
      await DebugRun.startInVain({ program, args: 7 }),
      'The launch configuration\'s "args" must be a list of strings, or one string, not 7.',
    );
  });
});
