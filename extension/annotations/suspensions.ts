import * as vscode from 'vscode';
import type { SuspensionPlace } from '../../debug-adapter/protocol/customRequests.ts';
import { fileUri } from '../fileUri.ts';
import { type LineNote, LineNotes } from './lineNotes.ts';
import type { Overviews } from './overviews.ts';
import { suspensionText } from './suspensionText.ts';

/** Is told where continuations are suspended. */
export interface SuspensionListener {
  showSuspensions(places: readonly SuspensionPlace[]): void;
}

/** How long what is shown of a stop stays when the program goes on, in ms: steps are shorter. */
const PATIENCE = 300;

const SHOW = 'wasixPython.showContinuation';

/**
 * Notes at the lines where other continuations are suspended, `⏸ worker ×3`, and above the
 * functions that they run, where the language server has something to say there anyway.
 */
export function registerSuspensions(
  overviews: Overviews,
  listener: SuspensionListener,
): vscode.Disposable {
  const notes = new LineNotes('editorCodeLens.foreground');
  let timer: ReturnType<typeof setTimeout> | undefined;
  return vscode.Disposable.from(
    notes,
    {
      dispose: () => {
        clearTimeout(timer);
        listener.showSuspensions([]);
      },
    },
    overviews.onDidChange(({ active, places }) => {
      clearTimeout(timer);
      const show = (): void => {
        notes.show(places.map(describe));
        listener.showSuspensions(places);
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
  return { file: fileUri(place.path), line: place.line, text: suspensionText(place), hover };
}

function commandLink(args: readonly unknown[]): string {
  return `command:${SHOW}?${encodeURIComponent(JSON.stringify(args))}`;
}
