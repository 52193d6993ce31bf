import type { Arrival, Granularity, Moment } from '../../runtime/watching/moments.ts';
import type { WayBack } from '../program/debuggee.ts';
import type { KeptStop, ReplayStop, StopCauses } from './causes.ts';
import { KeptMoments } from './keptMoments.ts';
import type { Past } from './past.ts';
import type { Replays } from './replays.ts';
import { contextOf } from './sight.ts';
import type { Standpoint } from './standpoint.ts';
import type { StoredVariable } from './variableWatch.ts';

/** How many places are judged in one go: the last of them that stops is what is looked for. */
const JUDGED_AT_ONCE = 8;

/** How many lines or instructions are kept, for the steps back that follow one. */
const KEPT_STEPS = 32;

/** How far before the line they are at most, in instructions: a replay runs through as many in some milliseconds. */
const KEPT_LENGTH = 2 ** 18;

type StepBack = Extract<WayBack, { to: 'step' }>;

/** Ways back. Each leads to where another replay stands, unless the user has it given up. */
export class Reversal {
  readonly #replays: Replays;
  readonly #past: Past;
  readonly #causes: StopCauses;
  /** Whether the user wants to stay where he is. */
  readonly #isGivenUp: () => boolean;

  constructor(replays: Replays, past: Past, causes: StopCauses, isGivenUp: () => boolean) {
    this.#replays = replays;
    this.#past = past;
    this.#causes = causes;
    this.#isGivenUp = isGivenUp;
  }

  /**
   * To the last line that a continuation has begun, or to the last instruction of the one that runs.
   *
   * @param known moments that are kept of an earlier step.
   */
  async step(
    from: Moment,
    { context, granularity }: StepBack,
    known: KeptMoments | undefined,
  ): Promise<ReplayStop | KeptStop> {
    const isOwn = context === contextOf(from);
    const isLine = granularity === 'line';
    const near =
      isOwn && isLine && !this.#past.knows(from) ? await this.#stepNearby(from) : undefined;
    if (near !== undefined) return near;
    const place = isOwn
      ? await this.#stepBefore(from, granularity)
      : await this.#lastLineOf(context, from.position);
    if (place === undefined) return this.start();
    const kept = known?.has(place.position) ? known : await this.#keepUntil(place, granularity);
    return stepTo(place, kept);
  }

  /** To the last line that began after control had passed to a continuation. */
  async toSwitch(before: number): Promise<ReplayStop> {
    const place = await this.#past.last({ switches: true }, before);
    if (place === undefined) return this.start();
    const standpoint = await this.#replays.at(place.position);
    return { standpoint, cause: { reason: 'next switch' } };
  }

  /** To the instruction that has set a variable last, before it does. */
  async toChange({ address, label }: StoredVariable, before: number): Promise<ReplayStop> {
    const place = await this.#past.last({ changes: [address] }, before);
    if (place === undefined) return this.start();
    const standpoint = await this.#replays.at(Math.ceil(place.position) - 1);
    return { standpoint, cause: { reason: 'data breakpoint', text: `${label} is set here` } };
  }

  /** To the first line that begins after control has passed to a continuation, by an instruction or later. */
  async toInstruction(instruction: number): Promise<ReplayStop> {
    const position = Math.max(this.#replays.first.position, instruction);
    const standpoint = await this.#replays.before(position);
    if (await this.#replays.reaches(standpoint, position)) {
      const arrival = await standpoint.runTo({ switches: true });
      if (arrival.kind !== 'over') return { standpoint, cause: { reason: 'next switch' } };
    }
    this.#replays.leave(standpoint);
    return this.start();
  }

  /** To what would have stopped the program last; undefined when it was given up. */
  async toLastStop(before: number): Promise<ReplayStop | undefined> {
    const { targets } = this.#causes;
    const isAny = Object.values(targets).includes(true) || targets.changes?.length;
    if (!isAny) return this.start();
    for await (const arrivals of this.#past.all(targets, before)) {
      const stop = await this.#lastOf(arrivals, before);
      if (stop !== undefined) return stop;
      if (this.#isGivenUp()) return undefined;
    }
    return this.start();
  }

  /** To the program's first line. */
  async start(): Promise<ReplayStop> {
    const { position } = this.#replays.first;
    return { standpoint: await this.#replays.at(position), cause: { reason: 'entry' } };
  }

  /** Keeps the lines shortly before a moment of which nothing is known. @returns undefined where there is none. */
  async #stepNearby(from: Moment): Promise<KeptStop | undefined> {
    const standpoint = await this.#replays.before(
      Math.max(this.#replays.first.position, Math.ceil(from.position) - 1),
    );
    const kept = new KeptMoments(this.#replays, standpoint);
    const line = await this.#past.leadTo(from, standpoint, () => kept.keep());
    if (line !== undefined && this.#replays.isSteppable(line.path)) {
      kept.keep();
      if (kept.has(line.position)) return stepTo(line, kept);
    }
    this.#replays.leave(standpoint);
    return undefined;
  }

  /** Brings a replay to a line or an instruction, and keeps what was at those before. */
  async #keepUntil(place: Moment, granularity: Granularity): Promise<KeptMoments> {
    const standpoint = await this.#replays.before(place.position);
    const kept = new KeptMoments(this.#replays, standpoint);
    const earliest = Math.max(standpoint.replay.position, place.position - KEPT_LENGTH);
    const before = this.#past.stepsBefore(place, granularity, earliest, KEPT_STEPS);
    for (const { position } of [...before, place]) {
      await this.#replays.advance(standpoint, position);
      kept.keep();
    }
    return kept;
  }

  async #stepBefore(from: Moment, granularity: Granularity): Promise<Moment | undefined> {
    const place = await this.#past.stepBefore(from, granularity);
    if (place !== undefined && this.#replays.isSteppable(place.path)) return place;
    // A library has called it, or it is the first of a continuation: somebody else's line was before.
    return this.#past.last({ lines: true }, from.position);
  }

  async #lastLineOf(context: number, before: number): Promise<Moment | undefined> {
    for await (const arrivals of this.#past.all({ lines: true }, before)) {
      const last = arrivals.findLast(({ moment }) => contextOf(moment) === context);
      if (last !== undefined) return last.moment;
    }
    return undefined;
  }

  /** The last of some places at which the program would have stopped. */
  async #lastOf(arrivals: readonly Arrival[], before: number): Promise<ReplayStop | undefined> {
    for (let end = arrivals.length; end > 0 && !this.#isGivenUp(); end -= JUDGED_AT_ONCE) {
      const part = arrivals.slice(Math.max(0, end - JUDGED_AT_ONCE), end);
      // Others before one at which it stops for sure are of no interest.
      const sure = Math.max(
        part.findLastIndex(each => this.#causes.isSure(each)),
        0,
      );
      const found = await this.#lastThatStops(part.slice(sure), before);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  async #lastThatStops(
    arrivals: readonly Arrival[],
    before: number,
  ): Promise<ReplayStop | undefined> {
    const [first] = arrivals as [Arrival];
    const standpoint = await this.#replays.before(first.moment.position);
    let last: ReplayStop | undefined;
    let position = 0;
    for (const arrival of arrivals) {
      await this.#replays.advance(standpoint, arrival.moment.position);
      const stop = await this.#causes.at(standpoint, arrival);
      if (stop === undefined) continue;
      if (stop.standpoint.moment.position >= before) {
        this.#leaveOther(stop, standpoint);
        continue;
      }
      if (last !== undefined) this.#leaveOther(last, standpoint);
      last = stop;
      position = stop.standpoint.moment.position;
    }
    if (last?.standpoint === standpoint && standpoint.moment.position === position) return last;
    this.#replays.leave(standpoint);
    if (last === undefined || last.standpoint !== standpoint) return last;
    return { ...last, standpoint: await this.#replays.at(position) };
  }

  /** Some stop elsewhere than where they show. */
  #leaveOther({ standpoint }: ReplayStop, judged: Standpoint): void {
    if (standpoint !== judged) this.#replays.leave(standpoint);
  }
}

function stepTo({ position }: Moment, kept: KeptMoments): KeptStop {
  return { sight: kept.at(position), kept, cause: { reason: 'step' } };
}
