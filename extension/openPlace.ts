import * as vscode from 'vscode';
import type { Location } from '../debug-adapter/protocol/program.ts';
import { fileUri } from './fileUri.ts';

/** Shows a line in an editor: in the group that is active, or in another one. */
export async function openPlace(
  place: Location | undefined,
  viewColumn = vscode.ViewColumn.Active,
): Promise<void> {
  if (place === undefined) return;
  const position = new vscode.Position(place.line - 1, 0);
  await vscode.window.showTextDocument(fileUri(place.path), {
    selection: new vscode.Range(position, position),
    viewColumn,
  });
}
