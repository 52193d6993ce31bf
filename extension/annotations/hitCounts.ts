import * as vscode from 'vscode';
import type { OverviewResponse } from '../../debug-adapter/protocol/customRequests.ts';
import { type LineNote, LineNotes } from './lineNotes.ts';
import type { Overviews } from './overviews.ts';

/** Notes at lines with breakpoints: how often each was reached, its condition being true. */
export function registerHitCounts(overviews: Overviews): vscode.Disposable {
  const notes = new LineNotes('editorLineNumber.foreground');
  let look = 0;
  return vscode.Disposable.from(
    notes,
    { dispose: () => look++ },
    overviews.onDidChange(async overview => {
      const own = ++look;
      // A program that runs does not tell; what was told when it stopped last stays.
      if (overview.active === undefined) return;
      const found = await counted(overview);
      if (own === look) notes.show(found);
    }),
  );
}

async function counted({ hits }: OverviewResponse): Promise<LineNote[]> {
  const counts = new Map(hits.map(({ id, count }) => [id, count]));
  const session = vscode.debug.activeDebugSession;
  if (session === undefined || counts.size === 0) return [];
  const notes = vscode.debug.breakpoints.map(async breakpoint => {
    if (!(breakpoint instanceof vscode.SourceBreakpoint)) return [];
    const told = await session.getDebugProtocolBreakpoint(breakpoint);
    const { id, line } = (told ?? {}) as { id?: number; line?: number };
    const count = counts.get(id ?? -1);
    const { uri, range } = breakpoint.location;
    return count === undefined ? [] : [note(uri, line ?? range.start.line + 1, count)];
  });
  return (await Promise.all(notes)).flat();
}

function note(file: vscode.Uri, line: number, count: number): LineNote {
  const times = count.toLocaleString('en');
  return {
    file,
    line,
    text: vscode.l10n.t('hit ×{0}', times),
    hover: new vscode.MarkdownString(
      vscode.l10n.t('How often this breakpoint was reached, its condition being true: {0}', times),
    ),
  };
}
