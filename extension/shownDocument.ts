import * as vscode from 'vscode';

/**
 * The document of the editor that the user works in, also while the Output view or the Debug
 * Console has the focus: VS Code counts their texts as active editors.
 */
export function shownDocument(): vscode.TextDocument | undefined {
  const { input } = vscode.window.tabGroups.activeTabGroup.activeTab ?? {};
  if (!(input instanceof vscode.TabInputText)) return vscode.window.activeTextEditor?.document;
  const shown = input.uri.toString();
  return vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === shown);
}
