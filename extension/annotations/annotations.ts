import * as vscode from 'vscode';
import type { ProgramStates } from '../programStates.ts';
import { registerHitCounts } from './hitCounts.ts';
import { Overviews } from './overviews.ts';
import { registerStatusBar } from './statusBar.ts';
import { registerSuspensions, type SuspensionListener } from './suspensions.ts';

/** Writes into the editor, and below it, while a session of this debugger has the focus. */
export function registerAnnotations(
  states: ProgramStates,
  listener: SuspensionListener,
): vscode.Disposable {
  const overviews = new Overviews(states);
  return vscode.Disposable.from(
    overviews,
    registerSuspensions(overviews, listener),
    registerHitCounts(overviews),
    registerStatusBar(overviews),
  );
}
