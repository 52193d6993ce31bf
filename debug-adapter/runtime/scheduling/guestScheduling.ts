import type { GuestMemory } from '../memory.ts';

/** The words of `wasix_scheduling`, by their places: see `python/interpreter/scheduling.h`. */
const Word = {
  standingThread: 0,
  interval: 1,
  hasBegun: 2,
  looks: 3,
  isOver: 4,
  takenSignals: 5,
} as const;

/** How long a guest is to compute before it asks again, in milliseconds. */
const PACE = 1;

/**
 * How many looks at its eval breaker a guest may take before it asks again. A loop of a few
 * instructions takes the most of them in a tenth of a millisecond; should each be for a call that takes a
 * tenth of one from then on, as many take a few tenths of a second, once.
 */
const MOST_LOOKS = 4000;
const FEWEST_LOOKS = 20;

/**
 * What a guest and its host tell each other about who runs, in words that the guest exports as
 * `wasix_scheduling`.
 */
export class GuestScheduling {
  readonly #memory: GuestMemory;
  readonly #address: number;
  #lastMeasured = 0;
  /** When the running thread has got what others may wait for. */
  #begun = 0;

  private constructor(memory: GuestMemory, address: number) {
    this.#memory = memory;
    this.#address = address;
  }

  /** @returns undefined for a guest that has no such words. */
  static of(
    { wasix_scheduling: address }: WebAssembly.Instance['exports'],
    memory: GuestMemory,
  ): GuestScheduling | undefined {
    return address instanceof WebAssembly.Global
      ? new GuestScheduling(memory, address.value)
      : undefined;
  }

  /** The id of the thread that alone may run; 0 while all may. */
  get standingThread(): number {
    return this.#read(Word.standingThread);
  }

  /** Has no thread run but one, which then need not make room for others. */
  standAlone(id: number): void {
    this.#write(Word.standingThread, id);
  }

  /** The signals below 32 that the program does not leave to their default action; n is 1 << n. */
  get takenSignals(): number {
    return this.#read(Word.takenSignals);
  }

  /**
   * To be called before a thread waits for a word: while it is the one that alone may run, others
   * have to go on first.
   *
   * @returns what has it run alone again, which is to be called after the wait.
   */
  pauseStanding(id: number): () => void {
    if (this.standingThread !== id) return doNothing;
    this.#write(Word.standingThread, 0);
    return () => this.#write(Word.standingThread, id);
  }

  /**
   * Tells a guest that computes, and asks, when to ask again, and whether it has had its time.
   * @param now by `performance.now()`.
   */
  measure(now: number): void {
    const elapsed = now - this.#lastMeasured;
    this.#lastMeasured = now;
    const looks = this.#read(Word.looks);
    // Where it has waited in between, it asks too often for a while.
    const next = elapsed > PACE ? Math.floor((looks * PACE) / elapsed) : 2 * looks;
    this.#write(Word.looks, Math.max(FEWEST_LOOKS, Math.min(next, MOST_LOOKS)));
    if (this.#read(Word.hasBegun) !== 0) {
      this.#write(Word.hasBegun, 0);
      this.#begun = now;
    }
    const isOver = (now - this.#begun) * 1000 >= this.#read(Word.interval);
    this.#write(Word.isOver, isOver ? 1 : 0);
  }

  #read(word: number): number {
    return this.#memory.getUint32(this.#address + 4 * word);
  }

  #write(word: number, value: number): void {
    this.#memory.setUint32(this.#address + 4 * word, value);
  }
}

function doNothing(): void {}
