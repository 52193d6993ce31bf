import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setup, suite, test } from 'mocha';
import * as vscode from 'vscode';
import { DebugRun } from './debugRun.ts';
import { RecordedLog } from './recordedLog.ts';
import { until } from './until.ts';
import { setBreakpoints, show, workspaceFile, workspaceFolder, writeProgram } from './workspace.ts';

suite('Outside of a session', () => {
  const program = workspaceFile('main.py');
  const log = new RecordedLog();

  setup(() => setBreakpoints(program));

  test('U7: runs a file from a menu, past its breakpoints', async () => {
    setBreakpoints(program, 9);
    const run = await DebugRun.startBy(() =>
      vscode.commands.executeCommand('wasixPython.runFile', vscode.Uri.file(program)),
    );
    assert.equal(await run.ended(), 0);
    assert.deepEqual(run.printed, ['main.py:4 A', 'main.py:9 B', 'main.py:6 C']);
  });

  test('U7: runs the file in the editor from the palette', async () => {
    await show(writeProgram('shown.py', 'print("shown")\n'));
    const run = await DebugRun.startBy(() => vscode.commands.executeCommand('wasixPython.runFile'));
    assert.equal(await run.ended(), 0);
    assert.deepEqual(run.printed, ['shown.py:1 shown']);
  });

  test('U7: reports a problem with versions and the latest configuration, without secrets', async () => {
    const run = await DebugRun.start({ program, env: { KEY: 'hunter22' }, args: ['--token=abc'] });
    assert.equal(await run.ended(), 0);
    await vscode.commands.executeCommand('wasixPython.reportProblem');
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.isUntitled, true);
    assert.equal(document.languageId, 'markdown');
    const report = document.getText();
    const folder = path.join(extensionFolder(), 'dist/python');
    const manifests = readdirSync(folder).map(version =>
      JSON.parse(readFileSync(path.join(folder, version, 'manifest.json'), 'utf8')),
    );
    const { greenlet } = manifests[0];
    const pythons = manifests.map(({ python }) => python).sort();
    for (const row of [
      `Python | ${pythons.join(', ')}`,
      `greenlet | ${greenlet}`,
      'Extension | 0.1.0',
    ]) {
      assert.ok(report.includes(`| ${row} |`), report);
    }
    assert.match(report, /\| Editor \| .* \d+\.\d+\.\d+ .*\n(.*\n)*\| Node \| v\d+\.\d+\.\d+ \(/);
    assert.ok(report.includes('"KEY": "‹hidden›"') && report.includes('"--token=‹hidden›"'));
    assert.ok(!report.includes('hunter22'));
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  test('U7: notes which Node and which adapter it starts, and what is refused', async () => {
    const missing = workspaceFile('missing.py');
    const haveAllEnded = (): boolean =>
      log.count('Starting the debug adapter') <= log.count('The debug adapter has ended');
    await until('the ends of earlier sessions in the log', () => haveAllEnded() || undefined);
    log.lines.length = 0;
    await DebugRun.startInVain({ program: missing });
    const adapter = path.join(extensionFolder(), 'dist/debug-adapter.js');
    const hasEnded = (): boolean => log.count('info: The debug adapter has ended: ') > 0;
    await until('the end in the log', () => hasEnded() || undefined);
    assert.deepEqual(log.lines.slice(0, -1), [
      `info: Starting the debug adapter: ${process.execPath} ${adapter}`,
      `warn: launch: There is no file ${missing}: correct "program" in the launch configuration.`,
    ]);
  });

  test('U7: notes each message when the level is Trace, for a report, too', async () => {
    log.level = vscode.LogLevel.Trace;
    const run = await DebugRun.start({ program, env: { KEY: 'hunter22' } });
    assert.equal(await run.ended(), 0);
    log.level = vscode.LogLevel.Info;
    const launch = log.lines.find(line => line.startsWith('trace: → {"command":"launch"'));
    assert.ok(launch?.includes('"env":{"KEY":"‹hidden›"}'), launch);
    await vscode.commands.executeCommand('wasixPython.reportProblem');
    const report = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.match(report, /## Its latest messages\n\n```+text\n→ \{"command":"initialize"/);
    assert.ok(report.includes('← {"seq":') && !report.includes('hunter22'));
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  test('U7: without a Node that has JSPI, the dialog leads to the setting that names one', async () => {
    const { Suspending } = WebAssembly as unknown as { Suspending: unknown };
    const { showErrorMessage } = vscode.window;
    const settings = vscode.workspace.getConfiguration('wasixPython');
    const dialogs: unknown[][] = [];
    const choose = async (...dialog: unknown[]) => {
      dialogs.push(dialog);
      return dialog.at(-1);
    };
    // Before the setting: the extension asks for a Node as soon as that changes.
    Reflect.deleteProperty(WebAssembly, 'Suspending');
    Object.assign(vscode.window, { showErrorMessage: choose });
    try {
      await settings.update('nodePath', '/nowhere/node', vscode.ConfigurationTarget.Global);
      const configuration = { type: 'wasix-python', request: 'launch', name: 'test', program };
      assert.equal(await vscode.debug.startDebugging(workspaceFolder(), configuration), false);
      const sentence =
        'The setting "wasixPython.nodePath" must be the path of a Node 24 or later, which /nowhere/node is not.';
      assert.deepEqual(dialogs, [[sentence, { modal: true }, 'Open Settings']]);
      assert.ok(log.lines.includes(`error: ${sentence}`));
      const { tabGroups } = vscode.window;
      await until(
        'the settings',
        () => tabGroups.activeTabGroup.activeTab?.label === 'Settings' || undefined,
      );
    } finally {
      Object.assign(vscode.window, { showErrorMessage });
      Object.assign(WebAssembly, { Suspending });
      await settings.update('nodePath', undefined, vscode.ConfigurationTarget.Global);
      await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    }
  });

  test('U7: opens a copy of a sample, and another beside it', async () => {
    const place = workspaceFolder().uri;
    for (const name of ['scheduler', 'scheduler-2']) {
      await vscode.commands.executeCommand('wasixPython.openSample', 'scheduler', place);
      const shown = vscode.window.activeTextEditor?.document.fileName ?? '';
      assert.equal(path.relative(place.fsPath, shown), path.join(name, 'main.py'));
      assert.ok(existsSync(shown));
    }
    const run = await DebugRun.startBy(() =>
      vscode.commands.executeCommand('wasixPython.debugFile'),
    );
    assert.equal(await run.ended(), 0);
    assert.equal(run.printed.at(-1), 'main.py:46 turns: 29');
  });
});

function extensionFolder(): string {
  const extension = vscode.extensions.getExtension('wasix-python.wasix-python-debug');
  assert.ok(extension);
  return extension.extensionPath;
}
