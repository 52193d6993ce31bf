/** How far apart the checks of a run's memory are at least. */
export interface CheckSpacing {
  /** In system calls. */
  readonly calls: number;
  /** In milliseconds. */
  readonly time: number;
}

const USUAL: CheckSpacing = { calls: 1000, time: 1000 };

/** The least time between two checks, as many times as long as one takes. */
const SHARE = 200;

/** When to check the memory of a run that is recorded, so that it costs half a percent of the time at most. */
export class CheckPace {
  readonly #spacing: CheckSpacing;
  #calls = 0;
  #nextTime = 0;

  constructor(spacing = USUAL) {
    this.#spacing = spacing;
    this.#nextTime = performance.now() + spacing.time;
  }

  /** Called before each call. @returns whether to check. */
  isDue(): boolean {
    if (++this.#calls < this.#spacing.calls) return false;
    this.#calls = 0;
    return this.#spacing.time === 0 || performance.now() >= this.#nextTime;
  }

  /** Makes a check. */
  measure<Result>(check: () => Result): Result {
    const begun = performance.now();
    const result = check();
    const ended = performance.now();
    this.#nextTime = ended + Math.max(this.#spacing.time, SHARE * (ended - begun));
    return result;
  }
}
