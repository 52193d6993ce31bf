import * as vscode from 'vscode';
import type { LanguageServerOffer } from '../language-client/languageClient.ts';
import type { ProgramStates } from '../programStates.ts';
import { registerHitCounts } from './hitCounts.ts';
import { Overviews } from './overviews.ts';
import { registerStatusBar } from './statusBar.ts';
import { registerSuspensions } from './suspensions.ts';

/** Writes into the editor, and below it, while a session of this debugger has the focus. */
export function registerAnnotations(
  states: ProgramStates,
  languageServer: LanguageServerOffer,
): vscode.Disposable {
  const overviews = new Overviews(states);
  return vscode.Disposable.from(
    overviews,
    registerSuspensions(overviews, languageServer),
    registerHitCounts(overviews),
    registerStatusBar(overviews),
  );
}
