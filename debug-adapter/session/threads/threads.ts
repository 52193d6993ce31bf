import type { DebugProtocol } from '@vscode/debugprotocol';
import type { NamedThread } from '../../protocol/customRequests.ts';
import { type Commands, isGenerator, isStackless, isThread } from '../../protocol/messages.ts';
import type { Continuation, ListedContinuations, ListedTask } from '../../protocol/program.ts';
import { type ContextSnapshot, ContextState } from '../../runtime/contextRecord.ts';
import { MAIN_CONTEXT } from '../../runtime/contexts.ts';
import { noSuchContinuation, unknownThread } from '../errors.ts';
import type { Stopped } from '../program/debuggee.ts';
import type { SessionConfiguration } from '../program/launchConfiguration.ts';
import type { RequestHandlers } from '../requests.ts';
import type { Session } from '../session.ts';
import { type Timer, unawaited } from '../timers.ts';
import { HiddenThreads } from './hiddenThreads.ts';
import { Learning } from './learning.ts';
import { describeStop, stopReason } from './stopDescription.ts';
import { TaskThreads } from './taskThreads.ts';
import { ThreadFilter } from './threadFilter.ts';
import { type ThreadDescription, threadIdentity, threadName } from './threadName.ts';
import { ToldEntries } from './toldEntries.ts';

/** How often to look for continuations that were born or died while the program runs, in ms. */
const WATCH_INTERVAL = 100;

/** How many names of continuations are remembered when those have ended. */
const MOST_NAMES = 100_000;

/** How many threads are shown beside those that the configuration allows. */
const MOST_WANTED = 1_000;

/** Continuations as threads: the list, its changes, and the thread of each stop. */
export class ThreadArea {
  readonly #session: Session;
  /** What the agent told of each continuation at the last stop. */
  readonly #known = new ToldEntries<Continuation>(({ context }) => context);
  /** The names of threads that are as the agent told: most are so for many stops. */
  readonly #threadNames = new WeakMap<Continuation, string>();
  /** What continuations are called, or were when they ended. */
  readonly #names = new Map<number, string>();
  /** The contexts that the client knows as threads. */
  readonly #shown = new Set<number>();
  /**
   * The contexts of the program's threads besides the main one, as the agent told at
   * the last stop: the record that is up to date at any time is the main thread's.
   */
  #elsewhere: ReadonlySet<number> = new Set();
  /** Those that are shown whatever the configuration says, the latest ones last. */
  readonly #wanted = new Set<number>();
  readonly #hidden: HiddenThreads;
  readonly #tasks = new TaskThreads();
  /** The numbers of tasks at the moments of a recorded program that were looked at before. */
  readonly #formerTasks = new Map<string, number>();
  /** The context in which the program stopped last. */
  #stoppedIn = MAIN_CONTEXT;
  #stoppedAt = 0;
  #listed: readonly number[] = [];
  #timer: Timer | undefined;
  #changes = -1;
  readonly #learning = new Learning();

  constructor(session: Session) {
    this.#session = session;
    this.#hidden = new HiddenThreads(session);
  }

  readonly handlers: RequestHandlers = {
    threads: async () => {
      if (!this.#session.hasDebuggee) return { threads: [] };
      const { debuggee } = this.#session;
      const stands = debuggee.isStopped && debuggee.hasBegun;
      if (stands) await this.learn();
      const live = this.#visible(debuggee.contexts.alive());
      this.#listed = this.#toShow(live);
      if (stands) this.#hidden.report(this.#listed.length, live.length);
      return { threads: this.#listed.map(context => this.#describe(context, stands)) };
    },
  };

  /** When the program stopped last, in milliseconds since the epoch. */
  get stoppedAt(): number {
    return this.#stoppedAt;
  }

  /** The number of the continuation that has a context, as far as the agent told at the last stop. */
  continuationOf(context: number): number | undefined {
    return this.#known.find(context)?.greenlet;
  }

  /** Whether a context is of another thread than the main one, as the agent told at the last stop. */
  isElsewhere(context: number): boolean {
    return this.#elsewhere.has(context);
  }

  /** The contexts of the threads, in the order in which the client was told of them last. */
  get listed(): readonly number[] {
    return this.#listed;
  }

  /**
   * The context of a thread that the client asks something of, which makes it one that is
   * shown. @throws DebugError when there is no such thread.
   */
  contextOf(threadId: number): number {
    const context = this.hiddenContextOf(threadId);
    this.#want(context);
    return context;
  }

  /** The same, without making it one that is shown. */
  hiddenContextOf(threadId: number): number {
    const context = this.#session.threadIds.context(threadId);
    if (context === undefined) throw unknownThread(threadId);
    return context;
  }

  /** The thread of a greenlet of a program that stands still, if that is alive. */
  async threadOf(greenlet: number): Promise<number | undefined> {
    await this.learn();
    const found = this.#known.inOrder().find(known => known.greenlet === greenlet);
    return found && this.#session.threadIds.of(found.context);
  }

  /**
   * The thread of what has no stack of its own, in a program that stands still, or of the
   * continuation that runs it, by the context that stands for it; undefined when it has ended.
   */
  async threadOfStackless(context: number): Promise<number | undefined> {
    const { threadIds } = this.#session;
    // The agent tells of one that has a number.
    threadIds.of(context);
    this.#learning.forget();
    await this.learn();
    const found = this.#tasks.find(context);
    return found && threadIds.of(found.runner ?? found.context);
  }

  /** Reports that the program stands still. */
  reportStop(stop: Stopped): void {
    const { contexts, isReplay } = this.#session.debuggee;
    // Each moment has an agent of its own, which numbers them anew.
    if (isReplay) this.#forgetStackless();
    // It may stop in a greenlet of a thread that nobody has told of yet.
    if (!contexts.has(stop.context)) this.#learnElsewhere([...this.#elsewhere, stop.context]);
    this.reportChanges();
    this.#stoppedIn = stop.context;
    this.#stoppedAt = Date.now();
    this.#hidden.renew();
    this.#want(stop.context);
    this.#session.emit('stopped', {
      reason: stopReason(stop),
      description: describeStop(stop),
      ...(stop.text === undefined ? {} : { text: stop.text }),
      ...(stop.breakpoints === undefined ? {} : { hitBreakpointIds: [...stop.breakpoints] }),
      threadId: this.#session.threadIds.of(stop.context),
      allThreadsStopped: true,
    } satisfies DebugProtocol.StoppedEvent['body']);
  }

  /** Has the client show a thread of a program that stands still, which it may not know yet. */
  select(threadId: number): void {
    this.contextOf(threadId);
    this.#session.emit('stopped', {
      reason: 'pause',
      description: 'Paused',
      threadId,
      allThreadsStopped: false,
    } satisfies DebugProtocol.StoppedEvent['body']);
  }

  /** Begins to report threads that start and exit. */
  watch(): void {
    this.reportChanges();
    const report = (): void => {
      // A client that does not read is told of what has changed by then.
      if (!this.#session.isOutputHeld) this.reportChanges();
    };
    this.#timer ??= unawaited(setInterval(report, WATCH_INTERVAL));
  }

  /** Forgets the threads of a program that is over. */
  forget(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#changes = -1;
    this.#learning.forget();
    this.#listed = [];
    this.#hidden.forget();
    this.#wanted.clear();
    this.#known.forget();
    this.#names.clear();
    this.#formerTasks.clear();
    this.#tasks.forget();
    this.#elsewhere = new Set();
    this.#stoppedIn = MAIN_CONTEXT;
    for (const context of this.#shown) this.#reportExit(context);
    for (const context of this.#session.threadIds.known) this.#session.threadIds.remove(context);
  }

  /** Asks the agent about the continuations of a program that stands still, unless it has told. */
  learn(): Promise<void> {
    return this.#learning.learn(
      () => this.#session.debuggee.age,
      () => this.#ask(),
    );
  }

  async #ask(): Promise<void> {
    const { debuggee } = this.#session;
    const configuration = this.#session.configuration as SessionConfiguration;
    const knownTasks = this.#session.threadIds.known.filter(isStackless);
    const listed = await debuggee.inspect('continuations', {
      since: this.#known.telling,
      mostTasks: TaskThreads.mostToTell(configuration),
      knownTasks,
    });
    this.#known.learn(listed);
    this.#keepNames(listed);
    const contexts = [...this.#known.numbers];
    if (this.#elsewhere.size > 0 || contexts.some(isThread)) this.#learnElsewhere(contexts);
    this.#learnTasks(listed, configuration, knownTasks);
    this.reportChanges();
  }

  #keepNames({ continuations, tasks }: ListedContinuations): void {
    const isFull = this.#names.size > MOST_NAMES;
    if (isFull) this.#names.clear();
    const named = isFull ? this.#known.inOrder() : continuations;
    for (const { context, name } of [...named, ...tasks]) this.#names.set(context, name);
  }

  /** @param asked those that the agent was asked for. */
  #learnTasks(
    listed: ListedContinuations,
    configuration: SessionConfiguration,
    asked: readonly number[],
  ): void {
    const before = this.#tasks.contexts.length;
    this.#recognize(listed.tasks);
    // Those that have got a number since then: the answer says nothing of them.
    const since = new Set(this.#session.threadIds.known.filter(isStackless));
    for (const context of asked) since.delete(context);
    this.#tasks.learn(listed, configuration, since);
    // The host's record does not know of them.
    if (before + listed.tasks.length > 0) this.#changes = -1;
  }

  /** Keeps those of the contexts that are not the main thread's. */
  #learnElsewhere(contexts: readonly number[]): void {
    const own = new Set(this.#session.debuggee.contexts.snapshot().map(({ id }) => id));
    this.#elsewhere = new Set(contexts.filter(context => !own.has(context)));
    this.#changes = -1;
  }

  /** The context in which a program that stands still has stopped. */
  get stoppedIn(): number {
    return this.#stoppedIn;
  }

  /**
   * What the agent told at the last stop of each continuation that has a stack, the oldest first,
   * and of each task that is on none of these stacks.
   */
  get known(): (Continuation | ListedTask)[] {
    return [...this.#known.inOrder(), ...this.#tasks.suspended];
  }

  /** The thread of a task that the agent has told of at this stop, which need not be shown. */
  nameTask(task: ListedTask): NamedThread {
    this.#tasks.add(task);
    this.#names.set(task.context, task.name);
    return { threadId: this.#session.threadIds.of(task.context), label: threadIdentity(task) };
  }

  /** How many continuations live, of all threads; generators that are shown do not count. */
  get liveCount(): number {
    const live = this.#live(this.#session.debuggee.contexts.alive());
    return live.filter(context => !isGenerator(context)).length;
  }

  /** What a continuation is called, as far as the agent was asked while it lived. */
  nameOf(context: number): string | undefined {
    return this.#names.get(context);
  }

  /** Keeps what a continuation is called that the agent was asked for while the program ran. */
  rememberName(context: number, name: string): void {
    this.#names.set(context, name);
  }

  /** Which continuation it is, by its name or, as long as that is not known, by its kind. */
  identityOf(context: number): string {
    return threadIdentity({ context, name: this.nameOf(context) ?? defaultName(context) });
  }

  /**
   * What stands for a thread of a program that stands still where it is run to.
   *
   * @throws DebugError when there is no such thread.
   */
  async targetOf(threadId: number): Promise<Commands['runTo']['args']> {
    const context = this.contextOf(threadId);
    if (isStackless(context)) return { task: context };
    await this.learn();
    const greenlet = this.#known.find(context)?.greenlet;
    if (greenlet === undefined) throw noSuchContinuation();
    return { greenlet };
  }

  /** @param alive of the host's record. */
  #live(alive: readonly number[]): number[] {
    const continuations = [...alive, ...this.#elsewhere].sort((a, b) => a - b);
    return [...continuations, ...this.#tasks.threads(this.#wanted)];
  }

  /** Those of the live contexts that somebody may want to see: all but hubs. */
  #visible(alive: readonly number[]): number[] {
    const { justMyCode } = this.#session.configuration as SessionConfiguration;
    const live = this.#live(alive);
    return justMyCode ? live.filter(context => !this.#isHub(context)) : live;
  }

  /**
   * Those of the visible contexts that are to be shown: as many as the configuration allows, and
   * beside them the main one and those that are wanted, so that no row of a client's goes away
   * for another.
   */
  #toShow(visible: readonly number[]): readonly number[] {
    const { maxThreads, threadFilter } = this.#session.configuration as SessionConfiguration;
    const filter = new ThreadFilter(threadFilter);
    if (filter.isOpen && visible.length <= maxThreads) return visible;
    let room = maxThreads;
    return visible.filter(context => {
      const isAlways = context === MAIN_CONTEXT || this.#wanted.has(context);
      if (!isAlways && !filter.isOpen && !this.#passes(filter, context)) return false;
      room--;
      return isAlways || room >= 0;
    });
  }

  /** Whether it is a library's hub, which nobody wants to see who debugs code of his own. */
  #isHub(context: number): boolean {
    return this.#known.find(context)?.isHub === true && !this.#wanted.has(context);
  }

  /** Shows a context, whatever the configuration says, while there is not too much of that. */
  #want(context: number): void {
    if (this.#shown.has(context)) return;
    const [oldest] = this.#wanted;
    if (oldest !== undefined && this.#wanted.size >= MOST_WANTED) this.#wanted.delete(oldest);
    this.#wanted.add(context);
    this.#changes = -1;
    this.reportChanges();
  }

  /** Whether a filter shows a continuation, whose name is known from the next stop on. */
  #passes(filter: ThreadFilter, context: number): boolean {
    const name = this.nameOf(context);
    return name !== undefined && filter.shows(name);
  }

  #describe(context: number, stands: boolean): DebugProtocol.Thread {
    const id = this.#session.threadIds.of(context);
    const known = this.#known.find(context);
    const task = this.#tasks.find(context);
    const runs = stands ? this.#tasks.runBy(context) : undefined;
    const isActive = stands && context === this.#stoppedIn;
    const isAsTold = stands && !isActive && task === undefined && runs === undefined;
    if (isAsTold && known !== undefined) return { id, name: this.#nameAsTold(known) };
    const name = this.nameOf(context) ?? defaultName(context);
    // While the program runs, nobody knows where they are.
    const { location } = (stands && (task ?? known)) || {};
    const description = { context, name, task: task?.task, location, runs, isActive };
    return { id, name: this.#threadName(description) };
  }

  #nameAsTold(known: Continuation): string {
    let name = this.#threadNames.get(known);
    if (name === undefined) {
      name = this.#threadName(known);
      this.#threadNames.set(known, name);
    }
    return name;
  }

  #threadName(thread: ThreadDescription): string {
    return threadName(thread, this.#session.client.clientID);
  }

  /** Tells the client which threads have started and exited since the last time. */
  reportChanges(): void {
    const { contexts } = this.#session.debuggee;
    if (contexts.changes === this.#changes) return;
    this.#changes = contexts.changes;
    // Of one moment: the program may run.
    const snapshot = contexts.snapshot();
    const alive = snapshot.filter(({ state }) => state !== ContextState.terminated);
    const toShow = new Set(this.#toShow(this.#visible(alive.map(({ id }) => id))));
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

  #forgetStackless(): void {
    const { threadIds } = this.#session;
    for (const context of threadIds.known.filter(isStackless)) {
      if (this.#shown.has(context)) this.#reportExit(context);
      const id = threadIds.remove(context);
      const task = this.#tasks.find(context);
      if (task !== undefined && id !== undefined) this.#formerTasks.set(threadIdentity(task), id);
      this.#wanted.delete(context);
    }
    this.#tasks.forget();
  }

  /** Gives tasks of a recorded program the numbers that they had at other moments, as far as their names tell. */
  #recognize(tasks: readonly ListedTask[]): void {
    const { threadIds } = this.#session;
    for (const task of tasks) {
      const id = this.#formerTasks.get(threadIdentity(task));
      const isFree = id !== undefined && threadIds.context(id) === undefined;
      if (isFree && threadIds.find(task.context) === undefined) threadIds.bind(task.context, id);
    }
  }

  /**
   * A continuation that is merely not shown any more keeps its number, and so does one that
   * a recorded program has gone back from: it comes again.
   */
  #forgetDead(snapshot: readonly ContextSnapshot[]): void {
    const { threadIds, debuggee } = this.#session;
    if (debuggee.isReplay) return;
    const contexts = snapshot.map(({ id }) => id);
    const live = new Set([...contexts, ...this.#elsewhere, ...this.#tasks.contexts]);
    for (const context of threadIds.known) if (!live.has(context)) threadIds.remove(context);
    for (const context of this.#wanted) if (!live.has(context)) this.#wanted.delete(context);
  }
}

function defaultName(context: number): string {
  if (context === MAIN_CONTEXT) return 'main';
  return isThread(context) ? 'thread' : 'greenlet';
}
