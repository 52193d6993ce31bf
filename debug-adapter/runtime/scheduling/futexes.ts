import { startTimer, type Timer } from '../timer.ts';

/** How a wait for a word ended. */
export type FutexOutcome = 'woken' | 'timeout';

/** One wait for a word. */
export interface FutexWait {
  readonly outcome: Promise<FutexOutcome>;
  /** Takes the wait back, if it is not over. */
  cancel(): void;
}

interface Waiter {
  readonly index: number;
  readonly resolve: (outcome: FutexOutcome) => void;
  timer: Timer | undefined;
}

/**
 * Queues of those that wait for a word of the memory, where all threads that could wake them
 * run in one worker. Whoever has waited longest is woken first.
 */
export class Futexes {
  readonly #queues = new Map<number, Set<Waiter>>();

  /**
   * Waits for a word, which the caller has compared: nothing has run in the guest since.
   *
   * @param index of the word in the memory, as 32-bit words.
   * @param timeout in milliseconds; Infinity for none.
   */
  wait(index: number, timeout: number): FutexWait {
    const { promise, resolve } = Promise.withResolvers<FutexOutcome>();
    const waiter: Waiter = { index, resolve, timer: undefined };
    const queue = this.#queues.get(index);
    if (queue === undefined) this.#queues.set(index, new Set([waiter]));
    else queue.add(waiter);
    if (timeout !== Number.POSITIVE_INFINITY) {
      waiter.timer = startTimer(timeout, () => {
        this.#remove(waiter);
        resolve('timeout');
      });
    }
    return { outcome: promise, cancel: () => this.#remove(waiter) };
  }

  /** Wakes so many of those that wait for a word. @returns how many there were. */
  wake(index: number, count: number): number {
    let woken = 0;
    for (const waiter of this.#queues.get(index) ?? []) {
      if (woken === count) break;
      this.#remove(waiter);
      waiter.resolve('woken');
      woken++;
    }
    return woken;
  }

  #remove(waiter: Waiter): void {
    waiter.timer?.stop();
    const queue = this.#queues.get(waiter.index);
    queue?.delete(waiter);
    if (queue?.size === 0) this.#queues.delete(waiter.index);
  }
}
