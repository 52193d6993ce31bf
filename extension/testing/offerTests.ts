import * as vscode from 'vscode';
import type { AdapterNode } from '../adapterNode.ts';
import type { Log } from '../log.ts';
import { soon } from '../soon.ts';
import type { Tests } from './testing.ts';

/** The setting that names the framework of a folder's tests; it says `off` until the user chooses. */
const SETTING = 'wasixPython.testing.framework';

/** Has tests in the Testing view while the user wants a folder's to be there. */
export function offerTests(
  extensionFolder: string,
  node: AdapterNode,
  log: Log,
): vscode.Disposable {
  let tests: Promise<Tests> | undefined;
  const stop = (): void => {
    void tests?.then(started => started.dispose());
    tests = undefined;
  };
  const start = async (): Promise<Tests> => {
    const testing = await import('./testing.ts');
    return new testing.Tests({ extensionFolder, node, log });
  };
  const update = (): void => {
    if (vscode.workspace.workspaceFolders?.some(hasTests)) tests ??= start();
    else stop();
  };
  return vscode.Disposable.from(
    soon(update),
    vscode.workspace.onDidChangeWorkspaceFolders(update),
    vscode.workspace.onDidChangeConfiguration(change => {
      if (change.affectsConfiguration(SETTING)) update();
    }),
    vscode.commands.registerCommand('wasixPython.configureTests', async () => {
      const { configureTests } = await import('./testing.ts');
      if (!(await configureTests())) return;
      // There is no such view before there are tests.
      update();
      const started = await tests;
      await vscode.commands.executeCommand('workbench.view.extension.test');
      await started?.refresh();
    }),
    { dispose: stop },
  );
}

function hasTests(folder: vscode.WorkspaceFolder): boolean {
  return vscode.workspace.getConfiguration(undefined, folder).get(SETTING, 'off') !== 'off';
}
