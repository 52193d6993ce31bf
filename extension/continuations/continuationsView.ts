import * as vscode from 'vscode';
import { request } from '../../debug-adapter/model-tools/connection.ts';
import { continuationsOf, tasksOf } from '../../debug-adapter/model-tools/listing.ts';
import type {
  ContinuationInfo,
  ShowContinuationResponse,
  StacksResponse,
  TaskInfo,
} from '../../debug-adapter/protocol/customRequests.ts';
import { DEBUG_TYPE } from '../debugType.ts';
import { openPlace } from '../openPlace.ts';
import type { ProgramStates } from '../programStates.ts';
import { showFailures } from '../showFailures.ts';
import type { Arrangement } from './arrangement.ts';
import type { Branch } from './branch.ts';
import type { Choices } from './choices.ts';
import { ContinuationTree, type MoreRow } from './continuationTree.ts';
import { SuspendedGenerators } from './generators.ts';
import { bytes } from './rowText.ts';
import { stacksAsText } from './stackText.ts';

const VIEW = 'wasixPython.continuations';

/** How long the next look at a program that runs waits, in milliseconds. */
const LIVE_INTERVAL = 1_000;

/** And in how many times the duration of the last one: looking must not be all that is done. */
const LIVE_PATIENCE = 10;

const ARRANGEMENTS: Record<Arrangement, string> = {
  parent: vscode.l10n.t('By Parent'),
  waits: vscode.l10n.t('By Who Waits for Whom'),
  function: vscode.l10n.t('By Function'),
  origin: vscode.l10n.t('By Where They Were Made'),
  state: vscode.l10n.t('By State'),
};

/** The Continuations view in Run and Debug: all continuations, whatever is shown as threads. */
export function registerContinuationsView(states: ProgramStates): vscode.Disposable {
  const view = new ContinuationsView(states);
  const commands: Record<string, (row: never) => unknown> = {
    show: (row: Branch) => view.request('showContinuation', row),
    runTo: (row: Branch) => view.request('runToContinuation', row),
    step: (row: Branch) => view.step(row),
    breakOnResume: (row: Branch) => view.breakOnResume(row, true),
    dontBreakOnResume: (row: Branch) => view.breakOnResume(row, false),
    throwExit: (row: Branch) => view.end(row),
    cancelTask: (row: Branch) => view.end(row),
    pin: (row: Branch) => view.choose(choices => choices.pin(row, true)),
    unpin: (row: Branch) => view.choose(choices => choices.pin(row, false)),
    hideSuch: (row: Branch) => view.choose(choices => choices.hideSuch(row)),
    showHidden: () => view.showHidden(true),
    hideHidden: () => view.showHidden(false),
    showGenerators: () => view.showGenerators(true),
    hideGenerators: () => view.showGenerators(false),
    revealOrigin: (row: Branch) => openPlace(row.continuation?.createdAt[0]),
    copyStack: (row: Branch) => view.copyStackOf(row),
    copyAllStacks: () => view.copyStacks(view.tree.all, view.tree.tasks),
    arrange: () => view.chooseArrangement(),
    filter: () => view.askFilter(),
    clearFilter: () => view.setFilter(''),
    showMore: (row: MoreRow) => view.tree.showMore(row),
  };
  return vscode.Disposable.from(
    view,
    ...Object.entries(commands).map(([name, act]) =>
      vscode.commands.registerCommand(`${VIEW}.${name}`, (row: never) =>
        showFailures(() => act(row)),
      ),
    ),
  );
}

class ContinuationsView implements vscode.Disposable {
  readonly tree = new ContinuationTree();
  readonly #view = vscode.window.createTreeView(VIEW, {
    treeDataProvider: this.tree,
    showCollapseAll: true,
  });
  readonly #states: ProgramStates;
  readonly #subscriptions: vscode.Disposable;
  /** Whose continuations the tree has. */
  #session: vscode.DebugSession | undefined;
  /** Which look at a program is the latest: an answer to an earlier one comes too late. */
  #look = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** How many continuations there are beside those in the tree, of a program that runs. */
  #newcomers = 0;
  #showsGenerators = false;

  constructor(states: ProgramStates) {
    this.#states = states;
    this.#subscriptions = vscode.Disposable.from(
      this.#view,
      this.#view.onDidChangeVisibility(() => this.#refresh()),
      states.onDidChange(session => {
        if (session.id === vscode.debug.activeDebugSession?.id) this.#refresh();
      }),
      vscode.debug.onDidChangeActiveDebugSession(() => this.#refresh()),
    );
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscriptions.dispose();
  }

  async request(command: string, { continuation, task, generator }: Branch): Promise<void> {
    await this.#session?.customRequest(command, {
      continuationId: continuation?.id,
      taskId: task?.id,
      generatorId: generator?.id,
    });
  }

  /** Steps a continuation: one that is suspended stops where it goes on. */
  async step(row: Branch): Promise<void> {
    await this.#session?.customRequest('next', { threadId: await this.#threadOf(row) });
  }

  /** Has a continuation end by GreenletExit, a task by CancelledError. */
  async end(row: Branch): Promise<void> {
    const threadIds = [await this.#threadOf(row)];
    await this.#session?.customRequest('terminateThreads', { threadIds });
  }

  async breakOnResume({ continuation }: Branch, isWanted: boolean): Promise<void> {
    if (continuation === undefined) return;
    await this.#session?.customRequest('stopAtResumptions', {
      continuationId: continuation.id,
      isWanted,
    });
    this.choose(choices => choices.watch(continuation, isWanted));
  }

  choose(decide: (choices: Choices) => void): void {
    decide(this.tree.choices);
    this.tree.refresh();
    this.#describe();
  }

  showHidden(isWanted: boolean): void {
    void vscode.commands.executeCommand('setContext', `${VIEW}.showsHidden`, isWanted);
    this.choose(choices => {
      choices.showsHidden = isWanted;
    });
  }

  /** Whether generators that are suspended are looked for, which takes its time in a large program. */
  async showGenerators(isWanted: boolean): Promise<void> {
    void vscode.commands.executeCommand('setContext', `${VIEW}.showsGenerators`, isWanted);
    this.#showsGenerators = isWanted;
    await this.#refresh();
  }

  /** The thread of what a row is about; a task may be none, and becomes one then. */
  async #threadOf({ continuation, task }: Branch): Promise<number | undefined> {
    const known = continuation?.threadId ?? task?.threadId;
    if (known !== undefined || task === undefined) return known;
    const shown: ShowContinuationResponse | undefined = await this.#session?.customRequest(
      'showContinuation',
      { taskId: task.id },
    );
    return shown?.threadId;
  }

  async copyStackOf({ continuation, task, generator }: Branch): Promise<void> {
    if (generator === undefined) {
      await this.copyStacks(continuation ? [continuation] : [], task ? [task] : []);
    } else {
      const { label, frames } = generator;
      await vscode.env.clipboard.writeText(stacksAsText([{ label, state: 'suspended', frames }]));
    }
  }

  /** Puts stacks on the clipboard, as a text. */
  async copyStacks(
    continuations: readonly ContinuationInfo[],
    tasks: readonly TaskInfo[],
  ): Promise<void> {
    const threadIds = continuations.flatMap(({ threadId }) => threadId ?? []);
    const response: StacksResponse | undefined =
      threadIds.length === 0
        ? undefined
        : await this.#session?.customRequest('stacks', { threadIds });
    const frames = new Map(response?.stacks.map(stack => [stack.threadId, stack.frames]));
    const text = stacksAsText([
      ...continuations.map(({ label, state, threadId }) => ({
        label,
        state,
        frames: frames.get(threadId ?? -1) ?? [],
      })),
      ...tasks.map(task => ({ label: task.label, state: task.state, frames: task.frames })),
    ]);
    await vscode.env.clipboard.writeText(text);
  }

  async chooseArrangement(): Promise<void> {
    const choices = Object.entries(ARRANGEMENTS).map(([arrangement, label]) => ({
      label,
      arrangement: arrangement as Arrangement,
      picked: arrangement === this.tree.arrangement,
    }));
    const placeHolder = vscode.l10n.t('How to arrange the continuations');
    const choice = await vscode.window.showQuickPick(choices, { placeHolder });
    if (choice !== undefined) this.tree.arrangement = choice.arrangement;
    this.#describe();
  }

  async askFilter(): Promise<void> {
    const filter = await vscode.window.showInputBox({
      prompt: vscode.l10n.t(
        'Show the continuations with these words in their name, state or place',
      ),
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

  /** Asks the program of the active session, if the view is to be seen. */
  async #refresh(): Promise<void> {
    const look = ++this.#look;
    clearTimeout(this.#timer);
    const session = vscode.debug.activeDebugSession;
    if (session?.type !== DEBUG_TYPE || session.id !== this.#session?.id) {
      this.tree.choices.forget();
      this.tree.show([], []);
      this.#newcomers = 0;
    }
    this.#session = session?.type === DEBUG_TYPE ? session : undefined;
    if (this.#session !== undefined && this.#view.visible) {
      if (this.#states.stands(this.#session)) await this.#lookAtStanding(this.#session, look);
      else this.#watchRunning(this.#session, look, LIVE_INTERVAL);
    }
    if (look === this.#look) this.#describe();
  }

  async #lookAtStanding(session: vscode.DebugSession, look: number): Promise<void> {
    try {
      const { continuations } = await continuationsOf(session);
      const tasks = await tasksOf(session);
      const generators = this.#showsGenerators ? await generatorsOf(session) : undefined;
      if (look !== this.#look) return;
      this.#newcomers = 0;
      this.tree.show(continuations, tasks, generators);
    } catch {
      // It goes on, or is over: then there is another look.
    }
  }

  /** Looks at a program that runs from time to time: not at once, as a step is over sooner. */
  #watchRunning(session: vscode.DebugSession, look: number, delay: number): void {
    this.#timer = setTimeout(async () => {
      const begin = performance.now();
      try {
        const { continuations, newcomers = 0 } = await continuationsOf(session);
        if (look !== this.#look) return;
        this.#newcomers = newcomers;
        this.tree.show(continuations, this.tree.tasks);
        this.#describe();
      } catch {
        // It has not begun, or is over.
      }
      if (look !== this.#look) return;
      const duration = performance.now() - begin;
      this.#watchRunning(session, look, Math.max(LIVE_INTERVAL, LIVE_PATIENCE * duration));
    }, delay);
  }

  #describe(): void {
    const { arrangement, filter } = this.tree;
    const how = ARRANGEMENTS[arrangement].toLowerCase();
    const { hidden, stackBytes } = this.tree;
    this.#view.description = [
      how,
      ...(filter === '' ? [] : [`"${filter}"`]),
      ...(hidden === 0 ? [] : [vscode.l10n.t('{0} hidden', hidden.toLocaleString('en'))]),
      ...(stackBytes === 0 ? [] : [vscode.l10n.t('{0} of C stacks', bytes(stackBytes))]),
    ].join(' · ');
    this.#view.message = this.#tellRunning();
  }

  /** What is to be said of a program that runs. */
  #tellRunning(): string {
    const runs = this.#session !== undefined && !this.#states.stands(this.#session);
    const newcomers = this.#newcomers.toLocaleString('en');
    if (!runs) return '';
    if (this.tree.all.length === 0) {
      return this.#newcomers === 0
        ? ''
        : vscode.l10n.t('The program runs, with {0} continuations.', newcomers);
    }
    const known = vscode.l10n.t(
      'The program runs: states and switches are those of now, places those of the last stop.',
    );
    const others = vscode.l10n.t('{0} more have come since.', newcomers);
    return this.#newcomers === 0 ? known : `${known} ${others}`;
  }
}

/** The generators of a program that stands still. */
async function generatorsOf(session: vscode.DebugSession): Promise<SuspendedGenerators> {
  const { places } = await request(session, 'generatorPlaces', {});
  return new SuspendedGenerators(places, page => request(session, 'generators', page));
}
