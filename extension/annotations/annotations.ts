import * as vscode from 'vscode';
import type { ProgramStates } from '../continuations/programStates.ts';
import { registerHitCounts } from './hitCounts.ts';
import { Overviews } from './overviews.ts';
import { registerStatusBar } from './statusBar.ts';
import { registerSuspensions } from './suspensions.ts';

/** What is written into the editor, and below it, while a program is debugged. */
export function registerAnnotations(states: ProgramStates): vscode.Disposable {
  const overviews = new Overviews(states);
  return vscode.Disposable.from(
    overviews,
    registerSuspensions(overviews),
    registerHitCounts(overviews),
    registerStatusBar(overviews),
  );
}
