import * as vscode from 'vscode';
import type {
  ContinuationInfo,
  ContinuationsResponse,
  StacksResponse,
} from '../../debug-adapter/protocol/customRequests.ts';
import { DEBUG_TYPE } from '../debugType.ts';
import type { Arrangement, Branch } from './arrangement.ts';
import { ContinuationTree, type MoreRow } from './continuationTree.ts';
import { ProgramStates } from './programStates.ts';
import { stacksAsText } from './stackText.ts';

const VIEW = 'wasixPython.continuations';

/** How many continuations are asked for at once. */
const PAGE = 2_000;

const ARRANGEMENTS: Record<Arrangement, string> = {
  parent: 'By Parent',
  function: 'By Function',
  origin: 'By Where They Were Made',
  state: 'By State',
};

/** The Continuations view in Run and Debug: all continuations, whatever is shown as threads. */
export function registerContinuationsView(): vscode.Disposable {
  const view = new ContinuationsView();
  const commands: Record<string, (row: never) => unknown> = {
    show: (row: Branch) => view.request('showContinuation', row),
    runTo: (row: Branch) => view.request('runToContinuation', row),
    throwExit: (row: Branch) => view.throwExit(row),
    revealOrigin: (row: Branch) => view.revealOrigin(row),
    copyStack: (row: Branch) => view.copyStacks(row.continuation ? [row.continuation] : []),
    copyAllStacks: () => view.copyStacks(),
    arrange: () => view.chooseArrangement(),
    filter: () => view.askFilter(),
    clearFilter: () => view.setFilter(''),
    showMore: (row: MoreRow) => view.tree.showMore(row),
  };
  return vscode.Disposable.from(
    view,
    ...Object.entries(commands).map(([name, act]) =>
      vscode.commands.registerCommand(`${VIEW}.${name}`, async (row: never) => {
        try {
          await act(row);
        } catch (error) {
          await vscode.window.showErrorMessage((error as Error).message);
        }
      }),
    ),
  );
}

class ContinuationsView implements vscode.Disposable {
  readonly tree = new ContinuationTree();
  readonly #view = vscode.window.createTreeView(VIEW, {
    treeDataProvider: this.tree,
    showCollapseAll: true,
  });
  readonly #states = new ProgramStates();
  readonly #subscriptions: vscode.Disposable;
  /** Whose continuations the tree has. */
  #session: vscode.DebugSession | undefined;
  /** Which look at a program is the latest: an answer to an earlier one comes too late. */
  #look = 0;

  constructor() {
    this.#subscriptions = vscode.Disposable.from(
      this.#view,
      this.#states,
      this.#view.onDidChangeVisibility(() => this.#refresh()),
      this.#states.onDidChange(session => {
        if (session.id === vscode.debug.activeDebugSession?.id) this.#refresh();
      }),
      vscode.debug.onDidChangeActiveDebugSession(() => this.#refresh()),
    );
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  async request(command: string, { continuation }: Branch): Promise<void> {
    await this.#session?.customRequest(command, { continuationId: continuation?.id });
  }

  async throwExit({ continuation }: Branch): Promise<void> {
    const threadIds = [continuation?.threadId];
    await this.#session?.customRequest('terminateThreads', { threadIds });
  }

  /** Opens the line that made a continuation. */
  async revealOrigin({ continuation }: Branch): Promise<void> {
    const [origin] = continuation?.createdAt ?? [];
    if (origin === undefined) return;
    const position = new vscode.Position(origin.line - 1, 0);
    await vscode.window.showTextDocument(vscode.Uri.file(origin.path), {
      selection: new vscode.Range(position, position),
    });
  }

  /** Puts stacks on the clipboard, as a text. */
  async copyStacks(all: readonly ContinuationInfo[] = this.tree.all): Promise<void> {
    const alive = all.filter(({ threadId }) => threadId !== undefined);
    const threadIds = alive.map(({ threadId }) => threadId);
    const response: StacksResponse | undefined =
      threadIds.length === 0
        ? undefined
        : await this.#session?.customRequest('stacks', { threadIds });
    const frames = new Map(response?.stacks.map(stack => [stack.threadId, stack.frames]));
    const text = stacksAsText(
      all.map(continuation => ({
        continuation,
        frames: frames.get(continuation.threadId ?? -1) ?? [],
      })),
    );
    await vscode.env.clipboard.writeText(text);
  }

  async chooseArrangement(): Promise<void> {
    const choices = Object.entries(ARRANGEMENTS).map(([arrangement, label]) => ({
      label,
      arrangement: arrangement as Arrangement,
      picked: arrangement === this.tree.arrangement,
    }));
    const placeHolder = 'How to arrange the continuations';
    const choice = await vscode.window.showQuickPick(choices, { placeHolder });
    if (choice !== undefined) this.tree.arrangement = choice.arrangement;
    this.#describe();
  }

  async askFilter(): Promise<void> {
    const filter = await vscode.window.showInputBox({
      prompt: 'Show the continuations with these words in their name, state or place',
      placeHolder: 'worker suspended main.py:12',
      value: this.tree.filter,
    });
    if (filter !== undefined) this.setFilter(filter);
  }

  setFilter(filter: string): void {
    this.tree.filter = filter;
    void vscode.commands.executeCommand('setContext', `${VIEW}.isFiltered`, filter !== '');
    this.#describe();
  }

  /** Asks the program of the active session, if it stands still and the view is to be seen. */
  async #refresh(): Promise<void> {
    const look = ++this.#look;
    const session = vscode.debug.activeDebugSession;
    if (session?.type !== DEBUG_TYPE || session.id !== this.#session?.id) this.#show([]);
    this.#session = session?.type === DEBUG_TYPE ? session : undefined;
    if (this.#session !== undefined && this.#states.stands(this.#session) && this.#view.visible) {
      try {
        const all = await continuationsOf(this.#session);
        if (look === this.#look) this.#show(all);
      } catch {
        // It goes on, or is over: then there is another look.
      }
    }
    if (look === this.#look) this.#describe();
  }

  #show(all: readonly ContinuationInfo[]): void {
    if (all.length > 0 || this.tree.all.length > 0) this.tree.all = all;
  }

  #describe(): void {
    const { arrangement, filter, all } = this.tree;
    const how = ARRANGEMENTS[arrangement].toLowerCase();
    this.#view.description = filter === '' ? how : `${how} · "${filter}"`;
    const runs = this.#session !== undefined && !this.#states.stands(this.#session);
    this.#view.message =
      runs && all.length > 0 ? 'The program runs. This is how it stood when it last stopped.' : '';
  }
}

async function continuationsOf(session: vscode.DebugSession): Promise<ContinuationInfo[]> {
  const all: ContinuationInfo[] = [];
  for (;;) {
    const page: ContinuationsResponse = await session.customRequest('continuations', {
      start: all.length,
      count: PAGE,
    });
    all.push(...page.continuations);
    if (page.continuations.length === 0 || all.length >= page.total) return all;
  }
}
