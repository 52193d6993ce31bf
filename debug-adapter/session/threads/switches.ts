import type { SwitchInfo, SwitchingThread, SwitchPage } from '../../protocol/customRequests.ts';
import { contextOfThread } from '../../protocol/messages.ts';
import { MAIN_CONTEXT } from '../../runtime/contexts.ts';
import { epochTime } from '../../runtime/epochTime.ts';
import { type RecordedSwitch, SwitchKind, type SwitchLog } from '../../runtime/switchLog.ts';
import { unknownThread } from '../errors.ts';
import type { Debuggee } from '../program/debuggee.ts';
import type { RequestHandlers } from '../requests.ts';
import type { Session } from '../session.ts';
import { ProgramTime } from './programTime.ts';
import type { ThreadArea } from './threads.ts';
import { ThrownSwitches } from './thrownSwitches.ts';

/** How many switches a client gets that does not say how many. */
const DEFAULT_COUNT = 1_000;

/** How many names of continuations the agent is asked for at once: the program waits meanwhile. */
const MOST_NAMES = 500;

const KINDS = {
  [SwitchKind.resume]: 'resume',
  [SwitchKind.start]: 'start',
  [SwitchKind.end]: 'end',
} as const;

/** The recorded switches, which are answered from the host's record, also while the program runs. */
export class SwitchArea {
  readonly #session: Session;
  readonly #threads: ThreadArea;
  /** The switch after those that the client has in pages, of each thread that it has asked for. */
  readonly #next = new Map<number, number>();
  #time = new ProgramTime();
  #throws: ThrownSwitches | undefined;
  /** The continuations whose names the agent was asked for, whether or not it knew. */
  readonly #asked = new Set<number>();
  /** Those of them that the client does not know to have a name now. */
  readonly #named = new Set<number>();

  constructor(session: Session, threads: ThreadArea) {
    this.#session = session;
    this.#threads = threads;
  }

  readonly handlers: RequestHandlers = {
    switchLog: async ({ start = 0, count = DEFAULT_COUNT }) => {
      const { switches } = await this.#known();
      return {
        switches: switches.read(start, count).map(recorded => this.#describe(recorded)),
        oldest: switches.oldest,
        total: switches.total,
      };
    },

    switchPage: async ({ start = 0, count = Number.POSITIVE_INFINITY, thread = MAIN_CONTEXT }) => {
      const debuggee = await this.#known();
      const { isStopped } = debuggee;
      const watching = this.#throws?.watch();
      // One that runs may take long to answer, and is not waited for.
      if (isStopped) await watching;
      const log = this.#logOf(thread);
      if (log === undefined) throw unknownThread(thread);
      const page = this.#page(thread, log, start, count);
      const contexts = Object.keys(page.labels).map(Number);
      const named = this.#askNames(contexts);
      this.#next.set(thread, page.first + page.targets.length);
      // Of one that runs the next page has the names.
      return isStopped && (await named) ? { ...page, labels: this.#labels(contexts) } : page;
    },
  };

  /** Tells, when the program is over, what the client has not seen of it. */
  follow(debuggee: Debuggee): void {
    this.#next.clear();
    this.#asked.clear();
    this.#named.clear();
    this.#time = new ProgramTime();
    this.#throws = new ThrownSwitches(debuggee);
    if (!debuggee.isReplay) {
      debuggee.on('stopped', () => this.#time.stop(epochTime()));
      debuggee.on('resumed', () => this.#time.resume(epochTime()));
    }
    debuggee.on('ended', () => {
      for (const [thread, next] of this.#next) {
        const log = this.#logOf(thread);
        // Its thread ended long ago.
        if (log === undefined) continue;
        // With the last one that it knows, which may have been an end.
        const page = this.#page(thread, log, Math.max(0, next - 1), Number.POSITIVE_INFINITY);
        this.#session.emit('switchPage', page);
      }
    });
  }

  /** The program, with the names of its continuations if it stands still. */
  async #known(): Promise<Debuggee> {
    const { debuggee } = this.#session;
    if (debuggee.isStopped && debuggee.hasBegun) await this.#threads.learn();
    return debuggee;
  }

  /** Has the agent tell the names that nobody was told of. @returns whether it was asked. */
  async #askNames(contexts: readonly number[]): Promise<boolean> {
    const { debuggee } = this.#session;
    const unknown = contexts.filter(
      context => this.#threads.nameOf(context) === undefined && !this.#asked.has(context),
    );
    const asked = unknown.slice(-MOST_NAMES);
    if (asked.length === 0 || !debuggee.hasBegun) return false;
    for (const context of asked) this.#asked.add(context);
    // The program may end meanwhile.
    const names = await debuggee.command('names', { contexts: asked }).catch(() => []);
    for (const [index, name] of names.entries()) {
      if (name === null) continue;
      const context = asked[index] as number;
      this.#threads.rememberName(context, name);
      this.#named.add(context);
    }
    return true;
  }

  #describe({ kind, ...recorded }: RecordedSwitch): SwitchInfo {
    const fromName = this.#threads.nameOf(recorded.from);
    const toName = this.#threads.nameOf(recorded.to);
    const exception = this.#throws?.exceptionOf(recorded.sequence);
    return {
      ...recorded,
      kind: KINDS[kind],
      ...(fromName === undefined ? {} : { fromName }),
      ...(toName === undefined ? {} : { toName }),
      ...(exception === undefined ? {} : { exception }),
    };
  }

  #page(thread: number, log: SwitchLog, start: number, count: number): SwitchPage {
    const { now, isReplay } = this.#session.debuggee;
    const isMain = thread === MAIN_CONTEXT;
    const switches = log.read(start, count);
    const times = switches.map(recorded => this.#time.at(recorded.time));
    // Each thread's main context is its 0.
    const targets = switches.map(({ to }) => to || thread);
    const [first] = switches;
    const origin = (first?.from ?? MAIN_CONTEXT) || thread;
    const threads = isMain ? this.#threadLives() : [];
    const throwsSince = isMain ? this.#throws?.since : undefined;
    const throws = isMain ? this.#throws?.take(first?.sequence ?? start, switches.length) : {};
    const contexts = [origin, ...targets, ...threads.map(({ context }) => context)];
    return {
      thread,
      first: first?.sequence ?? start,
      time: times[0] ?? 0,
      origin,
      delays: delaysOf(times),
      targets,
      starts: indexesOf(switches, SwitchKind.start),
      ends: indexesOf(switches, SwitchKind.end),
      throws: throws ?? {},
      ...(throwsSince === undefined ? {} : { throwsSince }),
      labels: this.#labels(contexts),
      ...(threads.length === 0 ? {} : { threads }),
      oldest: log.oldest,
      total: log.total,
      // Of a replay that runs it is known where it stood last.
      now: Math.max(this.#time.at(now), times.at(-1) ?? 0),
      ...(isReplay ? { counts: 'instructions' as const } : {}),
    };
  }

  /** The log of a thread, if that is remembered. */
  #logOf(thread: number): SwitchLog | undefined {
    const { switches, threads } = this.#session.debuggee;
    if (thread === MAIN_CONTEXT) return switches;
    return threads.all.find(({ id }) => contextOfThread(id) === thread)?.switches;
  }

  #threadLives(): SwitchingThread[] {
    return this.#session.debuggee.threads.all.map(({ id, begun, ended, switches }) => ({
      context: contextOfThread(id),
      begun: this.#time.at(begun),
      ...(ended === undefined ? {} : { ended: this.#time.at(ended) }),
      total: switches.total,
    }));
  }

  /** What continuations are called, and others whose names have become known. */
  #labels(contexts: readonly number[]): Record<number, string> {
    const all = new Set([...contexts, ...this.#named]);
    this.#named.clear();
    return Object.fromEntries(
      [...all].map(context => [context, this.#threads.identityOf(context)]),
    );
  }
}

/** In microseconds, such that what rounding takes from one it gives to the next. */
function delaysOf(times: readonly number[]): number[] {
  const [start = 0] = times;
  let before = 0;
  return times.map(time => {
    const passed = Math.round((time - start) * 1_000);
    const delay = passed - before;
    before = passed;
    return delay;
  });
}

function indexesOf(switches: readonly RecordedSwitch[], kind: SwitchKind): number[] {
  return switches.flatMap((recorded, index) => (recorded.kind === kind ? [index] : []));
}
