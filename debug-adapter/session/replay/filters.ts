import type { EventFilter, FilterName } from '../../protocol/breakpoints.ts';
import { MAIN_CONTEXT } from '../../runtime/contexts.ts';
import type { Arrival, MarkedLine, Moment } from '../../runtime/watching/moments.ts';
import { guestLibrary, type PythonVersion } from '../python/versions.ts';
import type { Fork } from './fork.ts';
import { hasText } from './judge.ts';
import type { Past } from './past.ts';
import type { Replays } from './replays.ts';
import type { Standpoint } from './standpoint.ts';

/** Of the line that is marked to learn of exceptions that nobody has handled: no breakpoint has it. */
const UNHANDLED = 0;

/** The function in which the interpreter has an exception printed that has come out of a program or a thread. */
const PRINTING = /^def _print_exception_bltin\(/m;

/** Which exception it prints: an expression for where it has just begun. */
const PRINTED = 'id(exc)';

/** Which exception is raised where a copy of a program stands. */
const RAISED = "id(__import__('sys').exception())";

/**
 * How many others can have been raised between an exception and where it shows that nobody has handled it:
 * while it was on its way, or in other threads. One that no code of the user's has seen is among none.
 */
const MOST_RAISED = 32;

/** A position before all. */
const NOWHERE = -1;

/** The filters that wait for exceptions that leave frames. */
type Unwinding = 'userUnhandled' | 'crossing';

/** The exceptions and switches that stop a replay, by the user's filters. */
export class ReplayFilters {
  readonly #replays: Replays;
  readonly #past: Past;
  readonly #version: PythonVersion;
  #filters: readonly EventFilter[] = [];
  #printing: MarkedLine | undefined;
  /** Where what nobody has handled was raised, by where that shows. */
  readonly #origins = new Map<number, number>();
  /** By the position of what was raised or has switched, and the filters. */
  readonly #verdicts = new Map<string, boolean>();

  constructor(replays: Replays, past: Past, version: PythonVersion) {
    this.#replays = replays;
    this.#past = past;
    this.#version = version;
  }

  /**
   * Replaces the filters.
   *
   * @param fork whose agent checks them.
   * @returns what is wrong with each, or null.
   */
  async replace(filters: readonly EventFilter[], fork: Fork): Promise<(string | null)[]> {
    const problems = await fork.call('setFilters', { filters });
    this.#filters = filters.filter((_, index) => problems[index] === null);
    if (this.has('uncaught')) this.#printing ??= await this.#findPrinting(fork);
    return [...problems];
  }

  has(name: FilterName): boolean {
    return this.#filters.some(({ filter }) => filter === name);
  }

  /** The lines at which it shows that nobody has handled an exception. */
  get marks(): MarkedLine[] {
    return this.has('uncaught') && this.#printing !== undefined ? [this.#printing] : [];
  }

  /** Whether one of the lines is met that are marked here. */
  isUnhandled(marks: readonly number[]): boolean {
    return marks.includes(UNHANDLED);
  }

  /** Whether to stop at the exception that is raised where a replay stands. */
  async wantsRaise(standpoint: Standpoint): Promise<boolean> {
    return this.#wants('raised', standpoint);
  }

  /** Whether to stop at a switch, for a replay that stands where control has come to. */
  async wantsSwitch(standpoint: Standpoint, { passing }: Arrival): Promise<boolean> {
    const filters = this.#named('switch');
    if (filters.some(({ condition }) => !hasText(condition))) return true;
    // A condition is about two greenlets.
    if (filters.length === 0 || passing === undefined || passing === 'thread') return false;
    return this.#judged(standpoint, filters, fork =>
      fork.call('judgeSwitch', { filters, event: passing }),
    );
  }

  /**
   * Where an exception was raised that nobody has handled, for a replay that stands where that
   * shows.
   *
   * @param after of no interest is what was raised up to this position.
   * @returns undefined where that is not known, or not wanted, too.
   */
  async originOf(standpoint: Standpoint, after: number): Promise<Standpoint | undefined> {
    const { position } = standpoint.moment;
    const known = this.#origins.get(position);
    const origin = known === undefined ? await this.#findOrigin(standpoint) : undefined;
    const raised = known ?? origin?.moment.position ?? NOWHERE;
    this.#origins.set(position, raised);
    if (raised > after) {
      const found = origin ?? (await this.#replays.at(raised));
      if (await this.#wants('uncaught', found)) return found;
      this.#replays.leave(found);
    } else if (origin !== undefined) {
      this.#replays.leave(origin);
    }
    return undefined;
  }

  /**
   * Where an exception was raised that leaves a frame, for a replay that stands where it does.
   *
   * @param after of no interest is what was raised up to this position.
   * @returns undefined where that is not wanted, too.
   */
  async unwindingAt(
    standpoint: Standpoint,
    { moment, raised }: Arrival,
    after: number,
  ): Promise<{ readonly origin: Standpoint; readonly filter: Unwinding } | undefined> {
    const filter = this.#filterOfUnwinding(moment);
    if (raised === undefined || raised.position <= after || filter === undefined) return undefined;
    const isThere = raised.position === moment.position && raised.frame === moment.frame;
    const origin = isThere ? standpoint : await this.#replays.at(raised.position);
    if (await this.#wants(filter, origin)) return { origin, filter };
    if (!isThere) this.#replays.leave(origin);
    return undefined;
  }

  /** The filter that waits for exceptions that leave the frame of a moment, if one does. */
  #filterOfUnwinding({ caller, context, path }: Moment): Unwinding | undefined {
    if (caller === 0 && context !== MAIN_CONTEXT) return this.#ifSet('crossing');
    // Nobody will handle it, which is told once.
    const isTold = caller === 0 && (this.has('uncaught') || !this.#replays.isOwn(path));
    return isTold ? undefined : this.#ifSet('userUnhandled');
  }

  #ifSet(filter: Unwinding): Unwinding | undefined {
    return this.has(filter) ? filter : undefined;
  }

  async #findOrigin(standpoint: Standpoint): Promise<Standpoint | undefined> {
    const wanted = await (await standpoint.fork()).evaluate(PRINTED);
    const { position } = standpoint.moment;
    let count = 0;
    for await (const arrivals of this.#past.all({ raises: true }, position)) {
      for (const { moment } of arrivals.toReversed()) {
        if (++count > MOST_RAISED) return undefined;
        const origin = await this.#replays.at(moment.position);
        if ((await (await origin.fork()).evaluate(RAISED)) === wanted) return origin;
        this.#replays.leave(origin);
      }
    }
    return undefined;
  }

  async #wants(name: FilterName, standpoint: Standpoint): Promise<boolean> {
    const filters = this.#named(name);
    if (filters.length === 0) return false;
    return this.#judged(standpoint, filters, fork => fork.call('judgeException', { filters }));
  }

  #named(name: FilterName): EventFilter[] {
    return this.#filters.filter(({ filter }) => filter === name);
  }

  /** What some filters say of a moment, which are asked once. */
  async #judged(
    standpoint: Standpoint,
    filters: readonly EventFilter[],
    ask: (fork: Fork) => Promise<boolean>,
  ): Promise<boolean> {
    // Exceptions come out of several frames at one position.
    const { position, frame } = standpoint.moment;
    const key = `${position} ${frame} ${JSON.stringify(filters)}`;
    let verdict = this.#verdicts.get(key);
    if (verdict === undefined) {
      verdict = await ask(await standpoint.fork());
      this.#verdicts.set(key, verdict);
    }
    return verdict;
  }

  async #findPrinting(fork: Fork): Promise<MarkedLine | undefined> {
    const path = `${guestLibrary(this.#version)}/traceback.py`;
    const { content } = await fork.call('source', { path });
    const begin = PRINTING.exec(content)?.index;
    if (begin === undefined) return undefined;
    const line = content.slice(0, begin).split('\n').length + 1;
    return { path, line, id: UNHANDLED };
  }
}
