import * as vscode from 'vscode';
import { problemReport, type Versions } from './problemReport.ts';
import type { SessionLog } from './sessionLog.ts';

/**
 * Opens a report of a problem that the user completes, and sends or not.
 *
 * @param others what it tells of versions beside those of the editor and of this extension.
 */
export async function openReport(
  { packageJSON }: vscode.Extension<unknown>,
  others: Versions,
  sessions: SessionLog,
): Promise<void> {
  const { appName, remoteName, uiKind } = vscode.env;
  const kind = uiKind === vscode.UIKind.Web ? 'in a browser' : 'on the desktop';
  const remote = remoteName ? `, remote (${remoteName})` : '';
  const versions = {
    Editor: `${appName} ${vscode.version} ${kind}${remote}`,
    Extension: packageJSON.version,
    ...others,
  };
  const content = problemReport(versions, sessions.latest);
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content });
  await vscode.window.showTextDocument(document);
}
