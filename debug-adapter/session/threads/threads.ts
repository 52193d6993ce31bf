import type { DebugProtocol } from '@vscode/debugprotocol';
import { type EventMessage, isThread } from '../../protocol/messages.ts';
import type { Continuation } from '../../protocol/program.ts';
import { type ContextSnapshot, ContextState } from '../../runtime/contextRecord.ts';
import { MAIN_CONTEXT } from '../../runtime/contexts.ts';
import type { SessionConfiguration } from '../program/launchConfiguration.ts';
import type { RequestHandlers } from '../requests.ts';
import type { Session } from '../session.ts';
import { ThreadFilter } from './threadFilter.ts';
import { threadName } from './threadName.ts';

/** How often to look for continuations that were born or died while the program runs, in ms. */
const WATCH_INTERVAL = 100;

type Stopped = Extract<EventMessage, { event: 'stopped' }>;

/** Shown beside the thread's name, and short, so as to leave room for that. */
const STOP_DESCRIPTIONS: Record<Stopped['reason'], string> = {
  entry: 'Entry',
  step: 'Step',
  breakpoint: 'Breakpoint',
  'function breakpoint': 'Function Breakpoint',
  'instruction breakpoint': 'Instruction Breakpoint',
  'data breakpoint': 'Data Breakpoint',
  goto: 'Jump',
  pause: 'Pause',
  exception: 'Exception',
  switch: 'Switch',
  'next switch': 'Switch',
  arrival: 'Continuation reached',
  left: 'Control left',
};

/** The protocol's reasons for stops; the others are its own. */
const STOP_REASONS: Partial<Record<Stopped['reason'], string>> = {
  // What makes a client ask for the details.
  switch: 'exception',
  'next switch': 'step',
  arrival: 'step',
  left: 'step',
};

/** How many names of continuations are remembered when those have ended. */
const MOST_NAMES = 100_000;

/** Continuations as threads: the list, its changes, and the thread of each stop. */
export class ThreadArea {
  readonly #session: Session;
  /** What the agent told of each continuation at the last stop. */
  #known = new Map<number, Continuation>();
  /** What continuations are called, or were when they ended. */
  readonly #names = new Map<number, string>();
  /** The contexts that the client knows as threads. */
  readonly #shown = new Set<number>();
  /**
   * The contexts of the program's threads besides the main one, as the agent told at
   * the last stop: the record that is up to date at any time is the main thread's.
   */
  #elsewhere: ReadonlySet<number> = new Set();
  /** The context in which the program stopped last. */
  #stoppedIn = MAIN_CONTEXT;
  #reportedTotal = 0;
  #timer: NodeJS.Timeout | undefined;
  #changes = -1;

  constructor(session: Session) {
    this.#session = session;
  }

  readonly handlers: RequestHandlers = {
    threads: async () => {
      if (!this.#session.hasDebuggee) return { threads: [] };
      const { debuggee } = this.#session;
      if (debuggee.isStopped && debuggee.hasBegun) await this.learn();
      const contexts = this.#shownContexts(debuggee.contexts.snapshot());
      this.#reportHidden(contexts.length, debuggee.contexts.live + this.#elsewhere.size);
      return { threads: contexts.map(context => this.#describe(context)) };
    },
  };

  /** Reports that the program stands still. */
  reportStop(stop: Stopped): void {
    this.#stoppedIn = stop.context;
    this.#learnElsewhere([...this.#elsewhere, stop.context]);
    this.reportChanges();
    this.#session.emit('stopped', {
      reason: STOP_REASONS[stop.reason] ?? stop.reason,
      description: STOP_DESCRIPTIONS[stop.reason],
      ...(stop.text === undefined ? {} : { text: stop.text }),
      ...(stop.breakpoints === undefined ? {} : { hitBreakpointIds: [...stop.breakpoints] }),
      threadId: this.#session.threadIds.of(stop.context),
      allThreadsStopped: true,
    } satisfies DebugProtocol.StoppedEvent['body']);
  }

  /** Begins to report threads that start and exit. */
  watch(): void {
    this.reportChanges();
    this.#timer ??= setInterval(() => {
      // A client that does not read is told of what has changed by then.
      if (!this.#session.isOutputHeld) this.reportChanges();
    }, WATCH_INTERVAL).unref();
  }

  /** Forgets the threads of a program that is over. */
  forget(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#changes = -1;
    this.#reportedTotal = 0;
    this.#known.clear();
    this.#names.clear();
    this.#elsewhere = new Set();
    this.#stoppedIn = MAIN_CONTEXT;
    for (const context of this.#shown) this.#reportExit(context);
    for (const context of this.#session.threadIds.known) this.#session.threadIds.remove(context);
  }

  /** Asks the agent about the continuations of a program that stands still. */
  async learn(): Promise<void> {
    const continuations = await this.#session.debuggee.inspect('continuations', {});
    this.#known = new Map(continuations.map(entry => [entry.context, entry]));
    if (this.#names.size > MOST_NAMES) this.#names.clear();
    for (const { context, name } of continuations) this.#names.set(context, name);
    this.#learnElsewhere(continuations.map(({ context }) => context));
    this.reportChanges();
  }

  /** Keeps those of the contexts that are not the main thread's. */
  #learnElsewhere(contexts: readonly number[]): void {
    if (this.#elsewhere.size === 0 && !contexts.some(isThread)) return;
    const own = new Set(this.#session.debuggee.contexts.snapshot().map(({ id }) => id));
    this.#elsewhere = new Set(contexts.filter(context => !own.has(context)));
    this.#changes = -1;
  }

  /** What a continuation is called, as far as the agent was asked while it lived. */
  nameOf(context: number): string | undefined {
    return this.#names.get(context);
  }

  /** The greenlet of a thread of a program that stands still. */
  async greenletOf(threadId: number): Promise<number | undefined> {
    const context = this.#session.contextOf(threadId);
    await this.learn();
    return this.#known.get(context)?.greenlet;
  }

  /** The live contexts that are to be shown; the main and the active one always are. */
  #shownContexts(snapshot: readonly ContextSnapshot[]): number[] {
    const { maxThreads, threadFilter } = this.#session.configuration as SessionConfiguration;
    const always = new Set([MAIN_CONTEXT, this.#session.debuggee.contexts.active, this.#active]);
    const filter = new ThreadFilter(threadFilter);
    const live = [
      ...snapshot.filter(({ state }) => state !== ContextState.terminated).map(({ id }) => id),
      ...this.#elsewhere,
    ]
      .filter(context => filter.isOpen || always.has(context) || this.#passes(filter, context))
      .sort((a, b) => a - b);
    if (live.length <= maxThreads) return live;
    const shown = new Set([...always, ...live.slice(0, maxThreads)]);
    return [...shown].sort((a, b) => a - b).slice(0, maxThreads + 1);
  }

  /** Whether a filter shows a continuation, whose name is known from the next stop on. */
  #passes(filter: ThreadFilter, context: number): boolean {
    const name = this.nameOf(context);
    return name !== undefined && filter.shows(name);
  }

  #reportHidden(shown: number, live: number): void {
    if (shown >= live || live === this.#reportedTotal) return;
    this.#reportedTotal = live;
    this.#session.emit('output', {
      category: 'console',
      output: `${shown} of ${live} continuations shown as threads ("maxThreads" and "threadFilter" in the launch configuration).\n`,
    });
  }

  /** The context that runs, or the one in which the program has stopped. */
  get #active(): number {
    const { isStopped, contexts } = this.#session.debuggee;
    return isStopped ? this.#stoppedIn : contexts.active;
  }

  #describe(context: number): DebugProtocol.Thread {
    const { name = defaultName(context), location } = this.#known.get(context) ?? {};
    return {
      id: this.#session.threadIds.of(context),
      name: threadName({
        context,
        name,
        isActive: context === this.#active,
        isRunning: isThread(context) || context === this.#session.debuggee.contexts.active,
        location,
      }),
    };
  }

  /** Tells the client which threads have started and exited since the last time. */
  reportChanges(): void {
    const { contexts } = this.#session.debuggee;
    if (contexts.changes === this.#changes) return;
    this.#changes = contexts.changes;
    const snapshot = contexts.snapshot();
    const toShow = new Set(this.#shownContexts(snapshot));
    for (const context of this.#shown) if (!toShow.has(context)) this.#reportExit(context);
    for (const context of toShow) {
      if (this.#shown.has(context)) continue;
      this.#shown.add(context);
      const threadId = this.#session.threadIds.of(context);
      this.#session.emit('thread', { reason: 'started', threadId });
    }
    this.#forgetDead(snapshot);
  }

  #reportExit(context: number): void {
    this.#shown.delete(context);
    const threadId = this.#session.threadIds.find(context);
    this.#session.emit('thread', { reason: 'exited', threadId });
  }

  /** A continuation that is merely not shown any more keeps its number. */
  #forgetDead(snapshot: readonly ContextSnapshot[]): void {
    const { threadIds } = this.#session;
    const live = new Set([...snapshot.map(({ id }) => id), ...this.#elsewhere]);
    for (const context of threadIds.known) if (!live.has(context)) threadIds.remove(context);
  }
}

function defaultName(context: number): string {
  if (context === MAIN_CONTEXT) return 'main';
  return isThread(context) ? 'thread' : 'greenlet';
}
