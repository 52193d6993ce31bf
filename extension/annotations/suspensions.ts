import * as vscode from 'vscode';
import type { SuspensionPlace } from '../../debug-adapter/protocol/customRequests.ts';
import type { LanguageServerOffer } from '../language-client/languageClient.ts';
import { type LineNote, LineNotes } from './lineNotes.ts';
import type { Overviews } from './overviews.ts';
import { suspensionText } from './suspensionText.ts';

/** How long what is shown of a stop stays when the program goes on, in ms: steps are shorter. */
const PATIENCE = 300;

const SHOW = 'wasixPython.showContinuation';

/**
 * Notes at the lines where other continuations are suspended, `⏸ worker ×3`, and above the
 * functions that they run, where the language server has something to say there anyway.
 */
export function registerSuspensions(
  overviews: Overviews,
  languageServer: LanguageServerOffer,
): vscode.Disposable {
  const notes = new LineNotes('editorCodeLens.foreground');
  let timer: NodeJS.Timeout | undefined;
  return vscode.Disposable.from(
    notes,
    {
      dispose: () => {
        clearTimeout(timer);
        languageServer.showSuspensions([]);
      },
    },
    overviews.onDidChange(({ active, places }) => {
      clearTimeout(timer);
      const show = (): void => {
        notes.show(places.map(describe));
        languageServer.showSuspensions(places);
      };
      if (active !== undefined) show();
      else timer = setTimeout(show, PATIENCE);
    }),
  );
}

function describe(place: SuspensionPlace): LineNote {
  const hover = new vscode.MarkdownString(vscode.l10n.t('Suspended here:'));
  hover.isTrusted = { enabledCommands: [SHOW] };
  hover.appendMarkdown('\n\n');
  for (const { threadId, label } of place.first) {
    hover
      .appendMarkdown('- [')
      .appendText(label)
      .appendMarkdown(`](${commandLink([threadId])})\n`);
  }
  const more = place.count - place.first.length;
  if (more > 0) {
    const text = vscode.l10n.t('{0} more…', more.toLocaleString('en'));
    hover.appendMarkdown(`- [${text}](${commandLink([])})\n`);
  }
  return { path: place.path, line: place.line, text: suspensionText(place), hover };
}

function commandLink(args: readonly unknown[]): string {
  return `command:${SHOW}?${encodeURIComponent(JSON.stringify(args))}`;
}
