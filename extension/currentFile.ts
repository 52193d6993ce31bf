import * as vscode from 'vscode';
import { DEBUG_TYPE } from './debugType.ts';
import { shownDocument } from './shownDocument.ts';

const CURRENT_FILE: vscode.DebugConfiguration = {
  type: DEBUG_TYPE,
  request: 'launch',
  name: 'WASIX Python: Current File',
};

/** Offers to debug the file that the user looks at, whether there is a `launch.json` or not. */
export class CurrentFileProvider implements vscode.DebugConfigurationProvider {
  provideDebugConfigurations(): vscode.DebugConfiguration[] {
    return [CURRENT_FILE];
  }
}

/**
 * Registers the commands "Run Python File with WASIX" and "Debug Python File with WASIX".
 *
 * @param pathOf the debug adapter's path of a file, if it can have it.
 */
export function registerFileCommands(
  pathOf: (file: vscode.Uri) => string | undefined,
): vscode.Disposable[] {
  const { registerCommand } = vscode.commands;
  // A menu tells what it was opened on; the command palette means the active editor's.
  const start = async (
    file = shownDocument()?.uri,
    options?: vscode.DebugSessionOptions,
  ): Promise<void> => {
    const folder = file && vscode.workspace.getWorkspaceFolder(file);
    const program = file && pathOf(file);
    const configuration = { ...CURRENT_FILE, ...(program === undefined ? {} : { program }) };
    await vscode.debug.startDebugging(folder, configuration, options);
  };
  return [
    registerCommand('wasixPython.runFile', (file?: vscode.Uri) => start(file, { noDebug: true })),
    registerCommand('wasixPython.debugFile', (file?: vscode.Uri) => start(file)),
  ];
}
