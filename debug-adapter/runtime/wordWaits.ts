import type { GuestThread } from './thread.ts';

/** How threads wait for words of the memory, and wake one another: futexes. */
export interface WordWaits {
  /** See `RunningThread.waitOnWord`. */
  wait(
    thread: GuestThread,
    index: number,
    expected: number,
    timeout: number,
  ): boolean | Promise<boolean>;

  /** Wakes so many of those that wait for a word. @returns how many there were. */
  wake(index: number, count: number): number;
}
