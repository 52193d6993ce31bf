import * as vscode from 'vscode';
import type { ParallelStacksResponse } from '../../debug-adapter/protocol/customRequests.ts';
import { DEBUG_TYPE } from '../debugType.ts';
import { openPlace } from '../openPlace.ts';
import type { ProgramStates } from '../programStates.ts';
import { escaped } from '../webPage/markup.ts';
import { opener, PagePanel } from '../webPage/pagePanel.ts';
import type { HostMessage, PageMessage } from './messages.ts';
import { parallelStacksTexts } from './texts.ts';

/** Opens the parallel stacks, or brings them to the front. */
export const openParallelStacks = opener(
  (extension: vscode.Uri, states: ProgramStates) => new ParallelStacksPanel(extension, states),
);

/** The panel with the parallel stacks of the program that is debugged. */
class ParallelStacksPanel extends PagePanel<HostMessage, PageMessage> {
  readonly #states: ProgramStates;
  /** Whose stacks the page shows. */
  #session: vscode.DebugSession | undefined;
  /** Which look at a program is the latest: an answer to an earlier one comes too late. */
  #look = 0;

  constructor(extension: vscode.Uri, states: ProgramStates) {
    const texts = parallelStacksTexts(vscode.l10n);
    super(
      extension,
      { title: texts.title, body: bodyOf(texts.title), texts },
      {
        view: 'wasixPython.parallelStacks',
        script: 'parallel-stacks-page.js',
        style: 'parallelStacks/parallelStacks.css',
      },
    );
    this.#states = states;
    this.whileOpen(
      this.onDidChangeVisibility(() => this.#refresh()),
      vscode.debug.onDidChangeActiveDebugSession(() => this.#refresh()),
      vscode.debug.onDidTerminateDebugSession(session => {
        if (session.id === this.#session?.id) this.post({ type: 'over' });
      }),
      states.onDidChange(session => {
        if (session.id === vscode.debug.activeDebugSession?.id) void this.#refresh();
      }),
    );
  }

  protected async receive(message: PageMessage): Promise<void> {
    switch (message.type) {
      case 'ready':
        await this.#refresh();
        break;
      case 'open':
        await openPlace(message, vscode.ViewColumn.One);
        break;
      case 'show':
        await this.#session?.customRequest('showContinuation', { threadId: message.threadId });
        break;
      case 'choose':
        await vscode.commands.executeCommand('wasixPython.showContinuation');
    }
  }

  /** Asks the program of the active session, if it stands still and the page is to be seen. */
  async #refresh(): Promise<void> {
    const look = ++this.#look;
    const session = vscode.debug.activeDebugSession;
    // What the last program did stays until there is another.
    if (session?.type !== DEBUG_TYPE || !this.isVisible) return;
    this.#session = session;
    if (!this.#states.stands(session)) {
      this.post({ type: 'runs' });
      return;
    }
    try {
      const stacks: ParallelStacksResponse = await session.customRequest('parallelStacks');
      if (look === this.#look) this.post({ type: 'stacks', stacks });
    } catch {
      // It goes on, or is over: then there is another look.
    }
  }
}

function bodyOf(title: string): string {
  return `<main>
<h1 class="unseen">${escaped(title)}</h1>
<p id="status" role="status"></p>
<ul id="stacks"></ul>
</main>`;
}
