import * as vscode from 'vscode';
import { DEBUG_TYPE } from '../debugType.ts';
import type { CompleteLaunch } from '../launchDefaults.ts';
import { Problem } from '../problem.ts';
import type { Exchange } from './exchange.ts';

/**
 * Debugs tests in a session of the debugger's, which belongs to a run of the editor's.
 *
 * @returns when the session is over.
 * @throws Problem when it did not start; the editor has told why.
 */
export async function debugTests(
  launch: CompleteLaunch,
  folder: vscode.WorkspaceFolder,
  exchange: Exchange,
  run: vscode.TestRun,
  token: vscode.CancellationToken,
): Promise<void> {
  const isOurs = ({ type, configuration }: vscode.DebugSession): boolean =>
    type === DEBUG_TYPE &&
    Array.isArray(configuration.mounts) &&
    configuration.mounts.some(mount => mount?.source === exchange.folder);
  const over = Promise.withResolvers<void>();
  let session: vscode.DebugSession | undefined;
  const listening = vscode.Disposable.from(
    vscode.debug.onDidStartDebugSession(started => {
      if (isOurs(started)) session = started;
    }),
    vscode.debug.onDidTerminateDebugSession(ended => {
      if (isOurs(ended)) over.resolve();
    }),
    token.onCancellationRequested(() => {
      if (session === undefined) over.resolve();
      else void vscode.debug.stopDebugging(session);
    }),
  );
  try {
    const hasStarted = await vscode.debug.startDebugging(folder, launch, { testRun: run });
    if (!hasStarted) throw new Problem('The debugger did not start.');
    await over.promise;
  } finally {
    listening.dispose();
  }
}
