import type { SwitchInfo, SwitchPage } from '../../protocol/customRequests.ts';
import { type RecordedSwitch, SwitchKind, type SwitchLog } from '../../runtime/switchLog.ts';
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
  /** The switch after those that the client has in pages, if it has asked for any. */
  #next: number | undefined;
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

    switchPage: async ({ start = 0, count = Number.POSITIVE_INFINITY }) => {
      const { switches, isStopped } = await this.#known();
      // One that runs may take long to answer, and is not waited for.
      const watching = this.#throws?.watch();
      if (isStopped) await watching;
      let page = this.#page(switches, start, count);
      const named = this.#askNames(Object.keys(page.labels).map(Number));
      // Of one that runs the next page has the names.
      if (isStopped && (await named)) page = this.#page(switches, page.first, page.targets.length);
      this.#next = page.first + page.targets.length;
      return page;
    },
  };

  /** Tells, when the program is over, what the client has not seen of it. */
  follow(debuggee: Debuggee): void {
    this.#next = undefined;
    this.#asked.clear();
    this.#named.clear();
    this.#time = new ProgramTime();
    this.#throws = new ThrownSwitches(debuggee);
    debuggee.on('stopped', () => this.#time.stop(now()));
    debuggee.on('resumed', () => this.#time.resume(now()));
    debuggee.on('ended', () => {
      if (this.#next === undefined) return;
      // With the last one that it knows, which may have been an end.
      const start = Math.max(0, this.#next - 1);
      const page = this.#page(debuggee.switches, start, Number.POSITIVE_INFINITY);
      this.#session.emit('switchPage', page);
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

  #page(log: SwitchLog, start: number, count: number): SwitchPage {
    const time = now();
    const switches = log.read(start, count);
    const times = switches.map(recorded => this.#time.at(recorded.time));
    const [first] = switches;
    const origin = first?.from ?? 0;
    const contexts = new Set([origin, ...switches.map(({ to }) => to), ...this.#named]);
    this.#named.clear();
    const throwsSince = this.#throws?.since;
    return {
      first: first?.sequence ?? start,
      time: times[0] ?? 0,
      origin,
      delays: delaysOf(times),
      targets: switches.map(({ to }) => to),
      starts: indexesOf(switches, SwitchKind.start),
      ends: indexesOf(switches, SwitchKind.end),
      throws: this.#throws?.take(first?.sequence ?? start, switches.length) ?? {},
      ...(throwsSince === undefined ? {} : { throwsSince }),
      labels: Object.fromEntries(
        [...contexts].map(context => [context, this.#threads.identityOf(context)]),
      ),
      oldest: log.oldest,
      total: log.total,
      now: this.#time.at(time),
    };
  }
}

function now(): number {
  return performance.timeOrigin + performance.now();
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
