import type {
  PagedRun,
  SwitchInfo,
  SwitchingThread,
  SwitchPage,
} from '../../protocol/customRequests.ts';
import { contextOfThread } from '../../protocol/messages.ts';
import { MAIN_CONTEXT } from '../../runtime/contexts.ts';
import { epochTime } from '../../runtime/epochTime.ts';
import { type RecordedSwitch, SwitchKind, type SwitchLog } from '../../runtime/switchLog.ts';
import type { ThreadLives } from '../../runtime/threadLives.ts';
import { unknownThread } from '../errors.ts';
import type { Debuggee, Outlook } from '../program/debuggee.ts';
import type { RequestHandlers } from '../requests.ts';
import type { Session } from '../session.ts';
import { PageNames } from './pageNames.ts';
import { ProgramTime } from './programTime.ts';
import type { ThreadArea } from './threads.ts';
import { ThrownSwitches } from './thrownSwitches.ts';

/** How many switches a client gets that does not say how many. */
const DEFAULT_COUNT = 1_000;

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
  readonly #names: PageNames;

  constructor(session: Session, threads: ThreadArea) {
    this.#session = session;
    this.#threads = threads;
    this.#names = new PageNames(session, threads);
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
      const page = this.#page(thread, start, count);
      if (page === undefined) throw unknownThread(thread);
      const contexts = contextsOf(page);
      const named = this.#names.ask(contexts, page.now);
      this.#next.set(thread, page.first + page.targets.length);
      // Of one that runs the next page has the names.
      if (isStopped) await named;
      return { ...page, labels: this.#names.labels(contexts.keys()) };
    },
  };

  /** Tells, when the program is over, what the client has not seen of it. */
  follow(debuggee: Debuggee): void {
    this.#next.clear();
    this.#names.forget();
    this.#time = new ProgramTime();
    this.#throws = new ThrownSwitches(debuggee);
    if (!debuggee.isReplay) {
      debuggee.on('stopped', () => this.#time.stop(epochTime()));
      debuggee.on('resumed', () => this.#time.resume(epochTime()));
    }
    debuggee.on('ended', () => {
      for (const [thread, next] of this.#next) {
        // With the last one that it knows, which may have been an end.
        const page = this.#page(thread, Math.max(0, next - 1), Number.POSITIVE_INFINITY);
        // Its thread ended long ago.
        if (page === undefined) continue;
        const labels = this.#names.labels(contextsOf(page).keys());
        this.#session.emit('switchPage', { ...page, labels });
      }
    });
  }

  /** The program, with the names of its continuations if it stands still. */
  async #known(): Promise<Debuggee> {
    const { debuggee } = this.#session;
    if (debuggee.isStopped && debuggee.hasBegun) await this.#threads.learn();
    return debuggee;
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

  /** A page whose labels are to be filled in; undefined for a thread that is not remembered. */
  #page(thread: number, start: number, count: number): SwitchPage | undefined {
    const { debuggee } = this.#session;
    const outlook = debuggee.outlook();
    const { switches: main, threads: lives } = outlook ?? debuggee;
    const isMain = thread === MAIN_CONTEXT;
    const log = isMain ? main : logOf(thread, lives);
    if (log === undefined) return undefined;
    const switches = log.read(start, count);
    const times = switches.map(recorded => this.#time.at(recorded.time));
    const [first] = switches;
    const threads = isMain ? this.#threadLives(lives) : [];
    const throwsSince = isMain ? this.#throws?.since : undefined;
    const throws = isMain ? this.#throws?.take(first?.sequence ?? start, switches.length) : {};
    const now = this.#time.at(debuggee.now);
    const latest = Math.max(now, times.at(-1) ?? 0);
    return {
      thread,
      first: first?.sequence ?? start,
      time: times[0] ?? 0,
      // Each thread's main context is its 0.
      origin: (first?.from ?? MAIN_CONTEXT) || thread,
      delays: delaysOf(times),
      targets: switches.map(({ to }) => to || thread),
      starts: indexesOf(switches, SwitchKind.start),
      ends: indexesOf(switches, SwitchKind.end),
      throws: throws ?? {},
      ...(throwsSince === undefined ? {} : { throwsSince }),
      labels: {},
      ...(threads.length === 0 ? {} : { threads }),
      oldest: log.oldest,
      total: log.total,
      ...(outlook === undefined
        ? { now: latest }
        : // Of a replay that runs it is known where it stood last.
          { now, counts: 'instructions' as const, run: pagedRun(outlook, latest) }),
    };
  }

  #threadLives({ all }: ThreadLives): SwitchingThread[] {
    return all.map(({ id, begun, ended, switches }) => ({
      context: contextOfThread(id),
      begun: this.#time.at(begun),
      ...(ended === undefined ? {} : { ended: this.#time.at(ended) }),
      total: switches.total,
    }));
  }
}

/** The log of a thread besides the main one, if that is remembered. */
function logOf(thread: number, { all }: ThreadLives): SwitchLog | undefined {
  return all.find(({ id }) => contextOfThread(id) === thread)?.switches;
}

/** @param latest what is in the page: whoever looks ahead tells from time to time how far it has come. */
function pagedRun({ begin, until, reach }: Outlook, latest: number): PagedRun {
  return { begin, until: Math.max(until, latest), reach };
}

/** The continuations in a page, and when each is known to be there, as the page tells. */
function contextsOf({
  time,
  origin,
  delays,
  targets,
  threads = [],
}: SwitchPage): ReadonlyMap<number, number> {
  const contexts = new Map([[origin, time]]);
  let passed = 0;
  for (const [index, target] of targets.entries()) {
    passed += delays[index] as number;
    if (!contexts.has(target)) contexts.set(target, time + passed / 1_000);
  }
  for (const { context, begun } of threads) contexts.set(context, begun);
  return contexts;
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
