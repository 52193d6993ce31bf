import type { GuestThread } from '../thread.ts';
import type { WordWaits } from '../wordWaits.ts';
import { Futexes, type FutexOutcome } from './futexes.ts';
import type { GuestScheduling } from './guestScheduling.ts';

/** Waits for words in a process all of whose threads run in one worker. */
export class QueuedWords implements WordWaits {
  readonly #futexes = new Futexes();
  readonly #scheduling: GuestScheduling | undefined;

  constructor(scheduling: GuestScheduling | undefined) {
    this.#scheduling = scheduling;
  }

  wait(
    thread: GuestThread,
    index: number,
    expected: number,
    timeout: number,
  ): boolean | Promise<boolean> {
    if (thread.memory.words[index] !== expected) return true;
    return timeout > 0 && this.#sleep(thread, index, timeout);
  }

  wake(index: number, count: number): number {
    return this.#futexes.wake(index, count);
  }

  async #sleep(thread: GuestThread, index: number, timeout: number): Promise<boolean> {
    const goOn = this.#scheduling?.pauseStanding(thread.id);
    // Before anything else runs: a wake-up that comes now is for this wait.
    const wait = this.#futexes.wait(index, timeout);
    let outcome: FutexOutcome | undefined;
    try {
      await thread.untilInterrupted(wait.isOver);
    } finally {
      // Who woke it while a signal had it go on anyway counts on it, and wakes nobody else.
      outcome = wait.cancel();
      goOn?.();
    }
    return outcome === 'woken';
  }
}
