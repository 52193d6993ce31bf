import { writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';

/** The folder that the editor was opened with; it holds a copy of the sample, `main.py`. */
export function workspaceFolder(): vscode.WorkspaceFolder {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error('the tests need a workspace folder');
  return folder;
}

export function workspaceFile(name: string): string {
  return path.join(workspaceFolder().uri.fsPath, name);
}

/** Puts a program into the workspace. @returns its path. */
export function writeProgram(name: string, source: string): string {
  const file = workspaceFile(name);
  writeFileSync(file, source);
  return file;
}

/** Shows a file to the user, as the active editor. */
export async function show(file: string): Promise<void> {
  await vscode.window.showTextDocument(vscode.Uri.file(file));
}

/** Sets breakpoints, in place of all others. */
export function setBreakpoints(file: string, ...lines: readonly number[]): void {
  const { breakpoints, addBreakpoints, removeBreakpoints } = vscode.debug;
  removeBreakpoints(breakpoints);
  addBreakpoints(
    lines.map(line => {
      // A position counts from 0.
      const position = new vscode.Position(line - 1, 0);
      return new vscode.SourceBreakpoint(new vscode.Location(vscode.Uri.file(file), position));
    }),
  );
}
