import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Continuation, EventMessage } from '../protocol/messages.ts';
import { ContextState } from '../runtime/contextRecord.ts';
import { MAIN_CONTEXT } from '../runtime/contexts.ts';
import type { LaunchConfiguration } from './launchConfiguration.ts';
import type { RequestHandlers } from './requests.ts';
import type { Session } from './session.ts';
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
};

/** Continuations as threads: the list, its changes, and the thread of each stop. */
export class ThreadArea {
  readonly #session: Session;
  /** What the agent told of each continuation at the last stop. */
  #known = new Map<number, Continuation>();
  #timer: NodeJS.Timeout | undefined;
  #changes = -1;

  constructor(session: Session) {
    this.#session = session;
  }

  readonly handlers: RequestHandlers = {
    threads: async () => {
      if (!this.#session.hasDebuggee) return { threads: [] };
      const { debuggee } = this.#session;
      if (debuggee.isStopped) await this.#learn();
      const { active } = debuggee.contexts;
      const contexts = this.#shownContexts();
      this.#reportHidden(contexts.length);
      return { threads: contexts.map(context => this.#describe(context, active)) };
    },
  };

  /** Reports that the program stands still. */
  reportStop(stop: Stopped): void {
    this.#reportChanges();
    this.#session.emit('stopped', {
      reason: stop.reason,
      description: STOP_DESCRIPTIONS[stop.reason],
      ...(stop.text === undefined ? {} : { text: stop.text }),
      ...(stop.breakpoints === undefined ? {} : { hitBreakpointIds: [...stop.breakpoints] }),
      threadId: this.#session.threadIds.of(stop.context),
      allThreadsStopped: true,
    } satisfies DebugProtocol.StoppedEvent['body']);
  }

  /** Begins to report threads that start and exit. */
  watch(): void {
    this.#reportChanges();
    this.#timer ??= setInterval(() => this.#reportChanges(), WATCH_INTERVAL).unref();
  }

  /** Forgets the threads of a program that is over. */
  forget(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#changes = -1;
    this.#known.clear();
    for (const context of this.#session.threadIds.known) this.#reportExit(context);
  }

  async #learn(): Promise<void> {
    const continuations = await this.#session.debuggee.inspect('continuations', {});
    this.#known = new Map(continuations.map(entry => [entry.context, entry]));
  }

  /** The live contexts, as many as are to be shown; the main and the active one always are. */
  #shownContexts(): number[] {
    const { contexts } = this.#session.debuggee;
    const { maxThreads } = this.#session.configuration as LaunchConfiguration;
    const live = contexts
      .snapshot()
      .filter(({ state }) => state !== ContextState.terminated)
      .map(({ id }) => id)
      .sort((a, b) => a - b);
    if (live.length <= maxThreads) return live;
    const shown = new Set([MAIN_CONTEXT, contexts.active, ...live.slice(0, maxThreads)]);
    return [...shown].sort((a, b) => a - b).slice(0, maxThreads + 1);
  }

  #reportHidden(shown: number): void {
    const { live } = this.#session.debuggee.contexts;
    if (shown >= live) return;
    this.#session.emit('output', {
      category: 'console',
      output: `${shown} of ${live} continuations shown as threads ("maxThreads" in the launch configuration).\n`,
    });
  }

  #describe(context: number, active: number): DebugProtocol.Thread {
    const { name = defaultName(context), location } = this.#known.get(context) ?? {};
    return {
      id: this.#session.threadIds.of(context),
      name: threadName({ context, name, isActive: context === active, location }),
    };
  }

  #reportChanges(): void {
    const { contexts } = this.#session.debuggee;
    if (contexts.changes === this.#changes) return;
    this.#changes = contexts.changes;
    const known = new Set(this.#session.threadIds.known);
    const shown = new Set(this.#shownContexts());
    for (const context of known) if (!shown.has(context)) this.#reportExit(context);
    for (const context of shown) {
      if (known.has(context)) continue;
      const threadId = this.#session.threadIds.of(context);
      this.#session.emit('thread', { reason: 'started', threadId });
    }
  }

  #reportExit(context: number): void {
    const threadId = this.#session.threadIds.remove(context);
    if (threadId !== undefined) this.#session.emit('thread', { reason: 'exited', threadId });
  }
}

function defaultName(context: number): string {
  return context === MAIN_CONTEXT ? 'main' : 'greenlet';
}
