/** The id of the main thread; those of the others follow it. */
export const MAIN_THREAD = 1;

/**
 * The threads of a process besides its main one, as system calls see them: by number.
 * What runs them makes system calls itself, and so stands above those: see `scheduling/stackThreads.ts`
 * and `workers/workerThreads.ts`.
 */
export interface ThreadGroup {
  /**
   * Starts a thread.
   * @param startArgument for the guest's `wasi_thread_start`.
   * @returns its id.
   * @throws EAGAIN when there are too many.
   */
  spawn(startArgument: number): number;

  /** Whether there is such a thread. */
  has(id: number): boolean;

  /** Raises a signal in a thread, if there is such a one. */
  raise(id: number, signal: number): void;

  /** Whether calls of threads wait for what the event loop brings. */
  readonly areWaiting: boolean;
}
