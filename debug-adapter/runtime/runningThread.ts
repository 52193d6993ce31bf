import type { ContextSwitcher } from './contexts.ts';
import type { Linker } from './linking/linker.ts';
import type { GuestMemory } from './memory.ts';
import type { PendingSignals } from './signals.ts';

/**
 * A thread of a guest in the worker that runs it: a context-switching
 * environment over the process's memory. The system calls that concern nobody
 * else are made on it.
 */
export interface RunningThread {
  readonly id: number;
  readonly memory: GuestMemory;
  readonly contexts: ContextSwitcher;
  /** Those that this thread is to deliver. */
  readonly signals: PendingSignals;
  /** The exported function that takes signals (`callback_signal`), by name. */
  signalCallback: string | undefined;

  /**
   * Delivers all pending signals to the guest's callback, one after the other.
   * @returns whether there was one.
   */
  deliverSignals(): Promise<boolean>;

  /**
   * Waits until a word is notified or is not `expected`, or a signal has been
   * delivered: wasix-libc traps at an error of `futex_wait`, so the guest is told
   * of a signal as of a wait that is over early without having been woken.
   *
   * @param index of the word in the memory, as 32-bit words.
   * @param timeout in milliseconds.
   * @returns whether the word was notified or is not `expected`.
   */
  waitOnWord(index: number, expected: number, timeout: number): boolean | Promise<boolean>;

  /** Wakes so many of those that wait for a word. @returns how many there were. */
  wakeOnWord(index: number, count: number): number;

  /**
   * Does nothing for a while.
   * @param duration in milliseconds.
   * @returns whether a signal has ended it early, and has been delivered.
   */
  pause(duration: number): boolean | Promise<boolean>;

  /**
   * Delivers signals if there are any, and lets others have what they need of
   * this thread: a guest that computes comes here every now and then.
   */
  attend(): void | Promise<void>;

  /** Links modules to the program; absent where its threads run in instances of their own. */
  readonly linker: Linker | undefined;

  /**
   * Calls a function of the guest's in this thread's name, while it waits in a system call. It gets a
   * stack of its own, so it may make calls that wait.
   */
  callBack(exported: CallableFunction): Promise<void>;

  /** Ends the thread from inside. */
  exit(code: number): never;
}
