import type { BreakpointHits } from '../../protocol/breakpoints.ts';
import type { StopReason } from '../../protocol/program.ts';
import type { Arrival, Moment } from '../../runtime/watching/moments.ts';
import { holdsAtHit } from './hitCondition.ts';
import type { PlacedBreakpoint } from './placedBreakpoint.ts';
import type { PlacedBreakpoints } from './placedBreakpoints.ts';
import type { Replays } from './replays.ts';
import { contextOf } from './sight.ts';
import type { Standpoint } from './standpoint.ts';

/** How often a place was met up to a position, as far as that is known. */
interface MetPlace {
  readonly moments: Moment[];
  /** Up to which position, this included, they are all. */
  until: number;
}

/**
 * Says which breakpoints stop a replay where it meets their places. Conditions are judged in forks,
 * once for each moment, as they would be judged alike each time; hits count from the beginning of
 * the recording.
 */
export class Judge {
  readonly #replays: Replays;
  readonly #breakpoints: PlacedBreakpoints;
  /** By the moment and the condition. */
  readonly #verdicts = new Map<string, boolean>();
  /** By the places. */
  readonly #met = new Map<string, MetPlace>();
  /** Up to which position each message was logged. */
  readonly #logged = new Map<string, number>();

  constructor(replays: Replays, breakpoints: PlacedBreakpoints) {
    this.#replays = replays;
    this.#breakpoints = breakpoints;
  }

  /** Whether it is known without a fork that a marked place stops. */
  stopsAnyway({ marks, moment }: Arrival): boolean {
    return this.#at(marks, moment).some(
      breakpoint =>
        breakpoint.isMeantAt(moment) &&
        !hasText(breakpoint.condition) &&
        !hasText(breakpoint.hitCondition) &&
        !hasText(breakpoint.logMessage),
    );
  }

  /** The breakpoints that stop where a replay has met their places, by their numbers. */
  async reached(standpoint: Standpoint, marks: readonly number[]): Promise<number[]> {
    const reached: number[] = [];
    for (const breakpoint of this.#at(marks, standpoint.moment)) {
      if (hasText(breakpoint.logMessage)) continue;
      if (await this.#isHit(standpoint, breakpoint)) reached.push(breakpoint.id);
    }
    return reached;
  }

  /** Why a program stops at breakpoints. */
  reasonOf(ids: readonly number[]): StopReason {
    return this.#breakpoints.reasonOf(ids);
  }

  /** Writes the messages of log points that a replay has met, unless it was done before. */
  async log(standpoint: Standpoint, marks: readonly number[]): Promise<void> {
    const { moment } = standpoint;
    for (const breakpoint of this.#at(marks, moment)) {
      const { logMessage } = breakpoint;
      if (!hasText(logMessage)) continue;
      const key = `${breakpoint.place} ${logMessage}`;
      if ((this.#logged.get(key) ?? -1) >= moment.position) continue;
      if (!(await this.#isHit(standpoint, breakpoint))) continue;
      this.#logged.set(key, moment.position);
      const fork = await standpoint.fork();
      await fork.call('log', { message: logMessage });
    }
  }

  /** Notes that a replay has run on from a position to where it has met places, or none, and no other before. */
  passed(from: number, { marks, moment }: Pick<Arrival, 'marks' | 'moment'>): void {
    const places = new Map(this.#breakpoints.all.map(({ place, id }) => [place, id]));
    for (const [key, id] of places) {
      const met = this.#met.get(key) ?? { moments: [], until: this.#replays.first.position - 1 };
      this.#met.set(key, met);
      if (met.until < from || met.until >= moment.position) continue;
      if (marks.includes(id)) met.moments.push(moment);
      met.until = moment.position;
    }
  }

  /** How often breakpoints were reached up to a position, of those of which it is known. */
  hits(position: number): BreakpointHits[] {
    return this.#breakpoints.all.flatMap(breakpoint => {
      const met = this.#met.get(breakpoint.place);
      if (met === undefined || met.until < position) return [];
      const { id } = breakpoint;
      const count = met.moments
        .filter(moment => moment.position <= position && this.#at([id], moment).length > 0)
        .filter(moment => this.#verdict(moment, breakpoint)).length;
      return count === 0 ? [] : [{ id, count }];
    });
  }

  /** Whether a condition is true where a replay stands. */
  async isTrue(standpoint: Standpoint, condition: string | undefined): Promise<boolean> {
    if (!hasText(condition)) return true;
    const { moment } = standpoint;
    let verdict = this.#known(moment, condition);
    if (verdict === undefined) {
      const fork = await standpoint.fork();
      verdict = await fork.call('judge', { condition });
      this.#verdicts.set(keyOf(moment, condition), verdict);
    }
    return verdict;
  }

  /** At how many of some moments a condition is true, in their order. */
  countTrue(moments: readonly Moment[], condition: string | undefined): Promise<number> {
    return this.#count(
      moments,
      moment => this.#known(moment, condition),
      standpoint => this.isTrue(standpoint, condition),
    );
  }

  #at(marks: readonly number[], moment: Moment): PlacedBreakpoint[] {
    return marks
      .map(id => this.#breakpoints.find(id))
      .filter(breakpoint => breakpoint !== undefined)
      .filter(({ context }) => context === undefined || context === contextOf(moment));
  }

  async #isHit(standpoint: Standpoint, breakpoint: PlacedBreakpoint): Promise<boolean> {
    if (!(await this.#holds(standpoint, breakpoint))) return false;
    const { hitCondition } = breakpoint;
    if (!hasText(hitCondition)) return true;
    const before = await this.#hitsBefore(breakpoint, standpoint.moment.position);
    return holdsAtHit(hitCondition, before + 1);
  }

  /** Whether a breakpoint is meant at a moment that has met it, and its condition true; undefined if not known. */
  #verdict(moment: Moment, breakpoint: PlacedBreakpoint): boolean | undefined {
    const isMeant = breakpoint.isMeantAt(moment);
    return isMeant ? this.#known(moment, breakpoint.condition) : isMeant;
  }

  /** Whether a condition is true at a moment; undefined where that is still to be found out. */
  #known(moment: Moment, condition: string | undefined): boolean | undefined {
    return hasText(condition) ? this.#verdicts.get(keyOf(moment, condition)) : true;
  }

  async #holds(standpoint: Standpoint, breakpoint: PlacedBreakpoint): Promise<boolean> {
    const { moment } = standpoint;
    if (breakpoint.isMeantAt(moment) === undefined) await breakpoint.judge(standpoint);
    return this.#verdict(moment, breakpoint) ?? this.isTrue(standpoint, breakpoint.condition);
  }

  /** How often a breakpoint was hit before a position: its place met, and its condition true. */
  async #hitsBefore(breakpoint: PlacedBreakpoint, position: number): Promise<number> {
    const met = await this.#metBefore(breakpoint, position);
    return this.#count(
      met.filter(moment => this.#at([breakpoint.id], moment).length > 0),
      moment => this.#verdict(moment, breakpoint),
      standpoint => this.#holds(standpoint, breakpoint),
    );
  }

  /** At how many of some moments something holds, by what is known, or is found out by a replay that stands there. */
  async #count(
    moments: readonly Moment[],
    isKnown: (moment: Moment) => boolean | undefined,
    find: (standpoint: Standpoint) => Promise<boolean>,
  ): Promise<number> {
    let count = 0;
    let standpoint: Standpoint | undefined;
    for (const moment of moments) {
      let holds = isKnown(moment);
      if (holds === undefined) {
        standpoint ??= await this.#replays.before(moment.position);
        await this.#replays.advance(standpoint, moment.position);
        holds = await find(standpoint);
      }
      if (holds) count++;
    }
    if (standpoint !== undefined) this.#replays.leave(standpoint);
    return count;
  }

  async #metBefore(breakpoint: PlacedBreakpoint, position: number): Promise<readonly Moment[]> {
    const { first } = this.#replays;
    let met = this.#met.get(breakpoint.place);
    if (met === undefined || met.until < position - 1) {
      const standpoint = await this.#replays.at(first.position);
      standpoint.replay.setMarks(breakpoint.marks);
      const { arrivals } = await standpoint.survey(
        { marks: true },
        position,
        Number.POSITIVE_INFINITY,
      );
      const moments = arrivals.map(({ moment }) => moment);
      // One that stands there does not meet it.
      if (breakpoint.isAt(first)) moments.unshift(first);
      this.#replays.leave(standpoint);
      met = { moments, until: position - 1 };
      this.#met.set(breakpoint.place, met);
    }
    return met.moments.filter(moment => moment.position < position);
  }
}

/** Whether there is a condition. */
export function hasText(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== '';
}

function keyOf({ position }: Moment, condition: string): string {
  return `${position} ${condition}`;
}
