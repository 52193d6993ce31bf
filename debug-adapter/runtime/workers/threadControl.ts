import { allocateShared } from '../sharedMemory.ts';

const Cell = { isAnswered: 0, result: 1, waitedWord: 2, interruptions: 3, size: 4 } as const;

/** What the worker of a thread and that of the main thread share about one thread. */
export class ThreadControl {
  readonly #cells: Int32Array;

  /** @param buffer what {@link allocate} returned, possibly in another thread. */
  constructor(buffer: ArrayBufferLike) {
    this.#cells = new Int32Array(buffer);
  }

  static allocate(): ArrayBufferLike {
    return allocateShared(Int32Array.BYTES_PER_ELEMENT * Cell.size);
  }

  /** The thread: a call is about to be asked for. */
  begin(): void {
    Atomics.store(this.#cells, Cell.isAnswered, 0);
  }

  /** The thread: waits for the result of its call. */
  waitForResult(): number {
    // The engine sometimes ends a wait as if it had been notified: the cell tells.
    while (Atomics.load(this.#cells, Cell.isAnswered) === 0) {
      Atomics.wait(this.#cells, Cell.isAnswered, 0);
    }
    return Atomics.load(this.#cells, Cell.result);
  }

  /** The main thread's worker has made the call. */
  answer(result: number): void {
    Atomics.store(this.#cells, Cell.result, result);
    Atomics.store(this.#cells, Cell.isAnswered, 1);
    Atomics.notify(this.#cells, Cell.isAnswered);
  }

  /**
   * The thread: does nothing for a while.
   * @param duration in milliseconds.
   * @param isWanted whether the thread is wanted for something else.
   * @returns whether it is.
   */
  pause(duration: number, isWanted: () => boolean): boolean {
    const before = Atomics.load(this.#cells, Cell.interruptions);
    const deadline = performance.now() + duration;
    while (!isWanted() && Atomics.load(this.#cells, Cell.interruptions) === before) {
      const remaining = deadline - performance.now();
      if (remaining <= 0) break;
      Atomics.wait(this.#cells, Cell.interruptions, before, remaining);
    }
    return isWanted();
  }

  /** The thread waits on this word of the memory. */
  set waitedWord(index: number | undefined) {
    Atomics.store(this.#cells, Cell.waitedWord, index ?? 0);
  }

  /** Ends the pause or the wait of the thread, which is wanted for something else. */
  interrupt(words: Int32Array): void {
    Atomics.add(this.#cells, Cell.interruptions, 1);
    Atomics.notify(this.#cells, Cell.interruptions);
    const index = Atomics.load(this.#cells, Cell.waitedWord);
    // Whoever else waits there is woken, too, and looks again, as after any wake-up.
    if (index !== 0) Atomics.notify(words, index);
  }
}
