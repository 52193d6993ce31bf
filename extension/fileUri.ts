import * as vscode from 'vscode';

/**
 * The URI of a file that a debug adapter names by its path: one of the workspace, be that of this machine or not, of an
 * editor, or else of this machine.
 */
export function fileUri(path: string): vscode.Uri {
  const { workspaceFolders = [], textDocuments } = vscode.workspace;
  const folder = workspaceFolders.find(
    ({ uri }) => uri.scheme !== 'file' && path.startsWith(uri.path.replace(/\/?$/, '/')),
  );
  if (folder !== undefined) return folder.uri.with({ path });
  const opened =
    workspaceFolders.length === 0 && textDocuments.find(({ uri }) => uri.path === path);
  return opened ? opened.uri : vscode.Uri.file(path);
}
