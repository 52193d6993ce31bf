import type * as vscode from 'vscode';
import { openReport } from '../openReport.ts';
import type { SessionLog } from '../sessionLog.ts';

/** The command "Report a Problem", where there is a browser and no machine. */
export async function reportProblem(
  extension: vscode.Extension<unknown>,
  sessions: SessionLog,
): Promise<void> {
  await openReport(extension, { Browser: navigator.userAgent }, sessions);
}
