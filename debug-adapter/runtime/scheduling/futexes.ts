import { startTimer, type Timer } from '../timer.ts';

/** How a wait for a word ended. */
export type FutexOutcome = 'woken' | 'timeout';

/** One wait for a word. */
export interface FutexWait {
  readonly isOver: Promise<unknown>;
  /** Takes the wait back, if it is not over. @returns how it has ended, if it is. */
  cancel(): FutexOutcome | undefined;
}

interface Waiter {
  readonly index: number;
  readonly onOver: () => void;
  outcome: FutexOutcome | undefined;
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
    const { promise: isOver, resolve: onOver } = Promise.withResolvers<void>();
    const waiter: Waiter = { index, onOver, outcome: undefined, timer: undefined };
    const queue = this.#queues.get(index);
    if (queue === undefined) this.#queues.set(index, new Set([waiter]));
    else queue.add(waiter);
    if (timeout !== Number.POSITIVE_INFINITY) {
      waiter.timer = startTimer(timeout, () => this.#end(waiter, 'timeout'));
    }
    const cancel = (): FutexOutcome | undefined => {
      this.#remove(waiter);
      return waiter.outcome;
    };
    return { isOver, cancel };
  }

  /** Wakes so many of those that wait for a word. @returns how many there were. */
  wake(index: number, count: number): number {
    let woken = 0;
    for (const waiter of this.#queues.get(index) ?? []) {
      if (woken === count) break;
      this.#end(waiter, 'woken');
      woken++;
    }
    return woken;
  }

  #end(waiter: Waiter, outcome: FutexOutcome): void {
    this.#remove(waiter);
    waiter.outcome = outcome;
    waiter.onOver();
  }

  #remove(waiter: Waiter): void {
    waiter.timer?.stop();
    const queue = this.#queues.get(waiter.index);
    queue?.delete(waiter);
    if (queue?.size === 0) this.#queues.delete(waiter.index);
  }
}
