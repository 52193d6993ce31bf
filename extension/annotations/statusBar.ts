import * as vscode from 'vscode';
import type { Overviews } from './overviews.ts';

/** Shows in the status bar which continuation has stopped, and how many live. */
export function registerStatusBar(overviews: Overviews): vscode.Disposable {
  const item = vscode.window.createStatusBarItem(
    'wasixPython.continuations',
    vscode.StatusBarAlignment.Left,
  );
  item.name = vscode.l10n.t('Continuations');
  item.command = 'wasixPython.showContinuation';
  return vscode.Disposable.from(
    item,
    overviews.onDidChange(({ active, live }) => {
      const count = vscode.l10n.t('{0} live', live.toLocaleString('en'));
      item.text =
        active === undefined ? `$(play) ${count}` : `$(debug-pause) ${active.label} · ${count}`;
      item.tooltip =
        active === undefined
          ? vscode.l10n.t('Continuations of the running program')
          : vscode.l10n.t('{0} has stopped. Show another continuation…', active.label);
      item.show();
    }),
  );
}
