/**
 * What a host has taken of what its guest sends, in bytes, and when the guest is told: it waits once so
 * much is under way, as for a pipe that nobody reads.
 */
export class Acknowledgement {
  readonly #tell: (count: number) => void;
  readonly #atOnce: number;
  #taken = 0;
  #isHeld = false;

  /**
   * @param tell tells the guest how many bytes more were taken.
   * @param atOnce so many are told of together.
   */
  constructor(tell: (count: number) => void, atOnce = 1) {
    this.#tell = tell;
    this.#atOnce = atOnce;
  }

  take(count: number): void {
    this.#taken += count;
    if (this.#taken >= this.#atOnce) this.#acknowledge();
  }

  /** Keeps from the guest what is taken, or tells it all from now on. */
  hold(isHeld: boolean): void {
    this.#isHeld = isHeld;
    this.#acknowledge();
  }

  #acknowledge(): void {
    if (this.#isHeld || this.#taken === 0) return;
    const taken = this.#taken;
    this.#taken = 0;
    this.#tell(taken);
  }
}
