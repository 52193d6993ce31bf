/** A stop: when the program stood still, and for how long all stops before it lasted. */
interface Stop {
  readonly begin: number;
  readonly before: number;
  end: number;
}

/**
 * The time of a program, which stands still while that does: what somebody looks at for a minute
 * has not run for a minute. All times are milliseconds.
 */
export class ProgramTime {
  readonly #stops: Stop[] = [];

  stop(time: number): void {
    const last = this.#stops.at(-1);
    if (last?.end === Number.POSITIVE_INFINITY) return;
    const before = last === undefined ? 0 : last.before + last.end - last.begin;
    this.#stops.push({ begin: time, before, end: Number.POSITIVE_INFINITY });
  }

  resume(time: number): void {
    const last = this.#stops.at(-1);
    if (last?.end === Number.POSITIVE_INFINITY) last.end = time;
  }

  /** What time it was for the program. */
  at(time: number): number {
    let low = 0;
    let high = this.#stops.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#stops[middle] as Stop).begin <= time) low = middle + 1;
      else high = middle;
    }
    const stop = this.#stops[low - 1];
    if (stop === undefined) return time;
    return Math.max(stop.begin, time - (stop.end - stop.begin)) - stop.before;
  }
}
