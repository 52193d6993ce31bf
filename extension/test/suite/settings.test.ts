import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import * as vscode from 'vscode';
import { DebugRun } from './debugRun.ts';
import { setBreakpoints, workspaceFile, workspaceFolder } from './workspace.ts';

/** The scopes of the settings that VS Code shows in the User tab of a remote window. */
const USER_SCOPES = ['application', 'window', 'resource', 'language-overridable'];

suite('Settings', () => {
  test('U10: hold where the launch configuration does not say', async () => {
    setBreakpoints(workspaceFile('main.py'));
    const settings = vscode.workspace.getConfiguration('wasixPython', workspaceFolder());
    const names = ['justMyCode', 'network', 'maxThreads'];
    for (const [index, value] of [false, 'off', 7].entries()) {
      await settings.update(names[index] as string, value);
    }
    const run = await DebugRun.start({ program: workspaceFile('main.py'), network: 'loopback' });
    assert.equal(await run.ended(), 0);
    const { justMyCode, network, maxThreads, threadFilter } = run.session.configuration;
    assert.deepEqual(
      { justMyCode, network, maxThreads, threadFilter },
      { justMyCode: false, network: 'loopback', maxThreads: 7, threadFilter: undefined },
    );
    for (const name of names) await settings.update(name, undefined);
  });

  test('U10: are in the User tab of every window', () => {
    const { packageJSON } = vscode.extensions.getExtension(
      'wasix-python.wasix-python-debug',
    ) as vscode.Extension<unknown>;
    const { properties } = packageJSON.contributes.configuration;
    const settings = Object.entries<{ scope: string }>(properties);
    assert.ok(settings.length >= 6);
    const hidden = settings.filter(([, { scope }]) => !USER_SCOPES.includes(scope));
    assert.deepEqual(hidden, []);
  });
});
