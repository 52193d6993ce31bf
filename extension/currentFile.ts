import * as vscode from 'vscode';
import { DEBUG_TYPE } from './debugType.ts';

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
 * The command "Debug WASIX Python File".
 *
 * @param file what the menu was opened on; the command palette means the active editor's.
 */
export async function debugFile(
  file = vscode.window.activeTextEditor?.document.uri,
): Promise<void> {
  const folder = file && vscode.workspace.getWorkspaceFolder(file);
  const program = file?.scheme === 'file' ? { program: file.fsPath } : {};
  await vscode.debug.startDebugging(folder, { ...CURRENT_FILE, ...program });
}
