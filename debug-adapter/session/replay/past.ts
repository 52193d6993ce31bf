import {
  type Arrival,
  type Granularity,
  HALF_WAY,
  type Moment,
  type Survey,
  type Targets,
} from '../../runtime/watching/moments.ts';
import { PassedParts } from './passedParts.ts';
import type { Replays } from './replays.ts';
import type { Standpoint } from './standpoint.ts';

/** How many of the lines or instructions before a moment are found out at once: the steps back that follow are known then. */
const STEPS_AT_ONCE = 256;

/** How many of the places before a moment are found out at once. */
const PLACES_AT_ONCE = 1_000;

/**
 * How many instructions before a moment are looked at first where each is looked at, which takes
 * many times as long as to run it, and how many times as many next: of a frame that has begun no line
 * for so long, all that a replay runs through, as that is in others.
 */
const FIRST_LENGTH = 2 ** 16;
const GROWTH = 16;
const FAR = Number.POSITIVE_INFINITY;

/** At how many lines a replay stands that is led through them, where they are far apart, and how near they are where not. */
const MOST_STOPS = 16;
const NEAR = 256;

/**
 * What was before a moment: as a replay cannot run backwards, another one runs there from an
 * earlier position, and tells what it has passed.
 */
export class Past {
  readonly #replays: Replays;
  /** The line or instruction before one, as a step back goes there, by the position of that. */
  readonly #before = { line: new Map<number, Moment>(), instruction: new Map<number, Moment>() };

  constructor(replays: Replays) {
    this.#replays = replays;
  }

  /** Forgets what depends on whose which code is. */
  forget(): void {
    this.#before.line.clear();
    this.#before.instruction.clear();
  }

  /**
   * The last line or instruction that began before a moment in the same frame, or else the one that has
   * called it; undefined before the program's first line.
   */
  async stepBefore(from: Moment, granularity: Granularity): Promise<Moment | undefined> {
    const known = this.#before[granularity].get(from.position);
    if (known !== undefined) return known;
    const targets: Targets = { step: { kind: 'over', from, granularity } };
    let call: Moment | undefined;
    for await (const { arrivals, isWhole } of this.#passed(targets, from.position, STEPS_AT_ONCE)) {
      const moments = arrivals.map(({ moment }) => moment);
      const own = moments.filter(({ frame }) => frame === from.frame);
      this.#remember([...own, from], granularity);
      const last = own.at(-1);
      if (last !== undefined) return last;
      // A frame that waits is resumed by others, which are not before it as long as it has lines of its own.
      call ??= moments.at(-1);
      if (isWhole) break;
    }
    return call;
  }

  /** Whether it is known which line was before a moment. */
  knows({ position }: Moment): boolean {
    return this.#before.line.has(position);
  }

  /**
   * Leads a replay to a moment along the lines shortly before it.
   *
   * @param onLine called where it stands at one.
   * @returns the last of them, as {@link stepBefore} would; undefined where there is none so near.
   */
  async leadTo(
    from: Moment,
    standpoint: Standpoint,
    onLine: () => void,
  ): Promise<Moment | undefined> {
    const passed = new PassedParts(from.frame);
    const earliest = Math.max(
      this.#replays.first.position,
      Math.floor(from.position - FIRST_LENGTH),
    );
    if (!(await this.#replays.reaches(standpoint, earliest))) return undefined;
    for (let stops = 0; standpoint.replay.position < from.position; stops++) {
      const near = from.position - NEAR;
      if (stops === MOST_STOPS && standpoint.replay.position < near) {
        const targets: Targets = { step: { kind: 'over', from } };
        passed.add(await standpoint.survey(targets, near, STEPS_AT_ONCE));
      }
      const { arrival, isWhole } = await standpoint.toLineBefore(from);
      if (arrival.kind === 'over') return undefined;
      const isLine = arrival.kind === 'step';
      passed.add({ arrivals: isLine ? [arrival] : [], isWhole });
      if (isLine) onLine();
    }
    const { arrivals, isWhole } = passed.survey;
    const moments = arrivals.map(({ moment }) => moment);
    const lines = moments.filter(({ frame }) => frame === from.frame);
    this.#remember([...lines, from], 'line');
    return lines.at(-1) ?? (isWhole ? moments.at(-1) : undefined);
  }

  /**
   * The lines or instructions before a moment, as steps back would go there one after the other: those of its frame that
   * are known.
   *
   * @param earliest the position before which they are of no interest.
   * @returns at most so many, in their order.
   */
  stepsBefore(
    { position }: Moment,
    granularity: Granularity,
    earliest: number,
    most: number,
  ): Moment[] {
    const before = this.#before[granularity];
    const steps: Moment[] = [];
    let step = before.get(position);
    while (step !== undefined && step.position >= earliest && steps.length < most) {
      steps.unshift(step);
      step = before.get(step.position);
    }
    return steps;
  }

  /** The last place before a position of those that are looked for. */
  async last(targets: Targets, before: number): Promise<Moment | undefined> {
    for await (const { arrivals } of this.#passed(targets, before, 1)) {
      const last = arrivals.at(-1);
      if (last !== undefined) return last.moment;
    }
    return undefined;
  }

  /** All places before a position of those that are looked for, in parts: the latest of them first. */
  async *all(targets: Targets, before: number): AsyncGenerator<readonly Arrival[]> {
    for await (const { arrivals } of this.#passed(targets, before, PLACES_AT_ONCE)) yield arrivals;
  }

  async *#passed(targets: Targets, before: number, most: number): AsyncGenerator<Survey> {
    const first = this.#replays.first.position;
    let length = isLookedAtClosely(targets) ? FIRST_LENGTH : Number.POSITIVE_INFINITY;
    for (let end = before; end > first; length *= targets.lines ? GROWTH : FAR) {
      const standpoint = await this.#replays.before(Math.max(first, end - 1));
      const earliest = Math.max(first, Math.floor(end - length));
      if (!(await this.#replays.reaches(standpoint, earliest))) {
        this.#replays.leave(standpoint);
        end = earliest;
        continue;
      }
      const begin = standpoint.replay.position;
      // It does not tell of where it stands itself.
      const survey = await standpoint.survey(targets, end, most, ({ moment }) =>
        // The last of them is where another one is wanted next.
        this.#replays.follow(moment.position),
      );
      this.#replays.leave(standpoint);
      yield survey;
      const { arrivals } = survey;
      const hasMore = arrivals.length === most;
      if (begin <= first && !hasMore) return;
      end = hasMore ? (arrivals[0] as Arrival).moment.position : begin + HALF_WAY;
    }
  }

  /** @param moments lines or instructions of a frame, each before the next one. */
  #remember(moments: readonly Moment[], granularity: Granularity): void {
    moments.forEach((moment, index) => {
      const next = moments[index + 1];
      if (next !== undefined) this.#before[granularity].set(next.position, moment);
    });
  }
}

/** Whether what is looked for can be at any instruction, or at any of a frame. */
function isLookedAtClosely({ lines, step }: Targets): boolean {
  return lines === true || step !== undefined;
}
