import type { Descriptor } from './descriptors/descriptor.ts';
import type { ReadinessSignal } from './descriptors/readiness.ts';
import type { GuestMemory } from './memory.ts';
import type { GuestProcess } from './process.ts';

/** Why a {@link CallingThread.sleep} ended. */
export type Wakeup = 'notified' | 'timeout' | 'interrupted';

/**
 * What a system call that concerns the process may use of the thread that makes it;
 * one that concerns the thread alone is made on a `RunningThread`. Where the code of
 * the thread runs, and what wakes it, is no business of a call: the same one serves
 * the main thread and those of other workers, which stand above the table of calls.
 */
export interface CallingThread {
  readonly memory: GuestMemory;
  readonly process: GuestProcess;

  /**
   * Sleeps until one of `signals` is notified, the time is over, or a signal
   * arrives, which is delivered before the promise resolves.
   *
   * @param timeout in milliseconds; Infinity, the default, for none.
   */
  sleep(signals: readonly ReadinessSignal[], timeout?: number): Promise<Wakeup>;

  /**
   * Repeats an operation on a descriptor until it no longer throws EAGAIN,
   * sleeping in between unless the descriptor is in non-blocking mode.
   *
   * @param timeout of all in milliseconds, after which it throws EAGAIN all the same;
   *   none by default.
   * @throws EINTR when a signal interrupts the sleep.
   */
  block<Result>(
    descriptor: Descriptor,
    isNonblocking: boolean,
    operation: () => Result,
    timeout?: number,
  ): Result | Promise<Awaited<Result>>;

  /** Raises a signal in this thread, which delivers it before the call returns at the latest. */
  raise(signal: number): Promise<void>;

  /** Sees to it that the main thread delivers the signals of the process, soon at least. */
  deliverProcessSignals(): Promise<void>;

  /** Ends the process, wherever its other threads are. */
  exitProcess(): never;
}
