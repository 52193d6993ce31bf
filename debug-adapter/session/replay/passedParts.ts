import type { Arrival, Survey } from '../../runtime/watching/moments.ts';
import { callOf } from '../../runtime/watching/stepJourney.ts';

/** What a replay has passed on a way that it went in parts. */
export class PassedParts {
  readonly #frame: number | undefined;
  #arrivals: Arrival[] = [];
  #isWhole = false;

  /** @param frame from which a step back is to lead to what is passed, if one is. */
  constructor(frame: number | undefined) {
    this.#frame = frame;
  }

  /** Adds what was passed in the next part. */
  add({ arrivals, isWhole }: Survey): void {
    if (isWhole && this.#frame !== undefined) this.#arrivals = callOf(this.#frame, this.#arrivals);
    this.#isWhole ||= isWhole;
    this.#arrivals.push(...arrivals);
  }

  /** All that was passed. */
  get survey(): Survey {
    return { arrivals: this.#arrivals, isWhole: this.#isWhole };
  }
}
