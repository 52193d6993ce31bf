import type { BreakpointHits } from '../../protocol/breakpoints.ts';
import type { Arrival, Moment } from '../../runtime/watching/moments.ts';
import { isAt, type LineBreakpoint, type LineBreakpoints, marksOf } from './breakpoints.ts';
import { holdsAtHit } from './hitCondition.ts';
import type { Replays } from './replays.ts';
import { contextOf } from './sight.ts';
import type { Standpoint } from './standpoint.ts';

/** How often a line was met up to a position, as far as that is known. */
interface MetLine {
  readonly moments: Moment[];
  /** Up to which position, this included, they are all. */
  until: number;
}

/**
 * Says which breakpoints stop a replay where it meets their lines. Conditions are judged in forks,
 * once for each moment, as they would be judged alike each time; hits count from the beginning of
 * the recording.
 */
export class Judge {
  readonly #replays: Replays;
  readonly #breakpoints: LineBreakpoints;
  /** By the moment and the condition. */
  readonly #verdicts = new Map<string, boolean>();
  /** By the lines. */
  readonly #met = new Map<string, MetLine>();
  /** Up to which position each message was logged. */
  readonly #logged = new Map<string, number>();

  constructor(replays: Replays, breakpoints: LineBreakpoints) {
    this.#replays = replays;
    this.#breakpoints = breakpoints;
  }

  /** Whether it is known without a fork that a marked line stops. */
  stopsAnyway({ marks, moment }: Arrival): boolean {
    return this.#at(marks, moment).some(
      ({ condition, hitCondition, logMessage }) =>
        !hasText(condition) && !hasText(hitCondition) && !hasText(logMessage),
    );
  }

  /** The breakpoints that stop where a replay has met their lines, by their numbers. */
  async reached(standpoint: Standpoint, marks: readonly number[]): Promise<number[]> {
    const reached: number[] = [];
    for (const breakpoint of this.#at(marks, standpoint.moment)) {
      if (hasText(breakpoint.logMessage)) continue;
      if (await this.#isHit(standpoint, breakpoint)) reached.push(breakpoint.id);
    }
    return reached;
  }

  /** Writes the messages of log points that a replay has met, unless it was done before. */
  async log(standpoint: Standpoint, marks: readonly number[]): Promise<void> {
    const { moment } = standpoint;
    for (const breakpoint of this.#at(marks, moment)) {
      const { logMessage } = breakpoint;
      if (!hasText(logMessage)) continue;
      const key = `${keyOf(breakpoint)} ${logMessage}`;
      if ((this.#logged.get(key) ?? -1) >= moment.position) continue;
      if (!(await this.#isHit(standpoint, breakpoint))) continue;
      this.#logged.set(key, moment.position);
      const fork = await standpoint.fork();
      await fork.call('log', { message: logMessage });
    }
  }

  /** Notes that a replay has run on from a position to where it has met lines, or none, and no other before. */
  passed(from: number, { marks, moment }: Pick<Arrival, 'marks' | 'moment'>): void {
    const lines = new Map(this.#breakpoints.all.map(each => [keyOf(each), each.id]));
    for (const [key, id] of lines) {
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
      const met = this.#met.get(keyOf(breakpoint));
      if (met === undefined || met.until < position) return [];
      const moments = met.moments.filter(moment => moment.position <= position);
      const { id, condition } = breakpoint;
      const hits = moments.filter(
        moment =>
          this.#at([id], moment).length > 0 &&
          (!hasText(condition) || this.#verdicts.get(`${moment.position} ${condition}`)),
      );
      return hits.length === 0 ? [] : [{ id, count: hits.length }];
    });
  }

  #at(marks: readonly number[], moment: Moment): LineBreakpoint[] {
    return marks
      .map(id => this.#breakpoints.find(id))
      .filter(breakpoint => breakpoint !== undefined)
      .filter(({ context }) => context === undefined || context === contextOf(moment));
  }

  async #isHit(standpoint: Standpoint, breakpoint: LineBreakpoint): Promise<boolean> {
    if (!(await this.#holds(standpoint, breakpoint))) return false;
    const { hitCondition } = breakpoint;
    if (!hasText(hitCondition)) return true;
    const before = await this.#hitsBefore(breakpoint, standpoint.moment.position);
    return holdsAtHit(hitCondition, before + 1);
  }

  async #holds(standpoint: Standpoint, { condition }: LineBreakpoint): Promise<boolean> {
    if (!hasText(condition)) return true;
    const key = `${standpoint.moment.position} ${condition}`;
    let verdict = this.#verdicts.get(key);
    if (verdict === undefined) {
      const fork = await standpoint.fork();
      verdict = await fork.call('judge', { condition });
      this.#verdicts.set(key, verdict);
    }
    return verdict;
  }

  /** How often a breakpoint was hit before a position: its line met, and its condition true. */
  async #hitsBefore(breakpoint: LineBreakpoint, position: number): Promise<number> {
    const met = await this.#metBefore(breakpoint, position);
    const moments = met.filter(moment => this.#at([breakpoint.id], moment).length > 0);
    const { condition } = breakpoint;
    if (!hasText(condition)) return moments.length;
    let hits = 0;
    let standpoint: Standpoint | undefined;
    for (const moment of moments) {
      const known = this.#verdicts.get(`${moment.position} ${condition}`);
      if (known === undefined) {
        standpoint ??= await this.#replays.before(moment.position);
        await this.#replays.advance(standpoint, moment.position);
      }
      const holds = known ?? (await this.#holds(standpoint as Standpoint, breakpoint));
      if (holds) hits++;
    }
    if (standpoint !== undefined) this.#replays.leave(standpoint);
    return hits;
  }

  async #metBefore(breakpoint: LineBreakpoint, position: number): Promise<readonly Moment[]> {
    const key = keyOf(breakpoint);
    const { first } = this.#replays;
    let met = this.#met.get(key);
    if (met === undefined || met.until < position - 1) {
      const standpoint = await this.#replays.at(first.position);
      standpoint.replay.setMarks(marksOf(breakpoint));
      const { arrivals } = await standpoint.survey(
        { marks: true },
        position,
        Number.POSITIVE_INFINITY,
      );
      const moments = arrivals.map(({ moment }) => moment);
      // One that stands there does not meet it.
      if (isAt(breakpoint, first)) moments.unshift(first);
      this.#replays.leave(standpoint);
      met = { moments, until: position - 1 };
      this.#met.set(key, met);
    }
    return met.moments.filter(moment => moment.position < position);
  }
}

function hasText(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== '';
}

function keyOf({ paths, line }: LineBreakpoint): string {
  return `${line} ${paths.join(' ')}`;
}
