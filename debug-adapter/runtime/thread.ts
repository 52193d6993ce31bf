import type { CallingThread, Wakeup } from './callingThread.ts';
import type { Descriptor } from './descriptors/descriptor.ts';
import type { ReadinessSignal } from './descriptors/readiness.ts';
import { systemError } from './errno.ts';
import { turnEventLoop } from './eventLoop.ts';
import type { GuestMemory } from './memory.ts';
import type { GuestProcess } from './process.ts';
import type { PendingSignals } from './signals.ts';
import { startTimer } from './timer.ts';

/**
 * One thread of a guest, as its process sees it: system calls that concern the
 * process run in it. Those that wait leave the event loop free.
 */
export abstract class GuestThread implements CallingThread {
  readonly id: number;
  readonly process: GuestProcess;
  /** Those that this thread is to deliver. */
  readonly signals: PendingSignals;
  #memory: GuestMemory | undefined;
  /** Of the sleep that it is in. */
  #interruption: { resolve(): void; reject(reason: Error): void } | undefined;

  constructor(id: number, process: GuestProcess, signals: PendingSignals) {
    this.id = id;
    this.process = process;
    this.signals = signals;
  }

  abstract exitProcess(): never;

  /**
   * Delivers all pending signals to the guest's callback, one after the other.
   * @returns whether there was one.
   */
  abstract deliverSignals(): Promise<boolean>;

  abstract deliverProcessSignals(): Promise<void>;

  async raise(signal: number): Promise<void> {
    this.signals.raise(signal);
    await this.deliverSignals();
  }

  /** Binds the memory in which the thread runs, before it makes any system call. */
  attachMemory(memory: GuestMemory): void {
    this.#memory = memory;
  }

  get memory(): GuestMemory {
    return this.#memory as GuestMemory;
  }

  /** Ends a sleep that waits now, so that pending signals are delivered. */
  interrupt(): void {
    this.#interruption?.resolve();
  }

  /** Ends a sleep that waits now, by an error. */
  abandon(reason: Error): void {
    this.#interruption?.reject(reason);
  }

  async sleep(
    signals: readonly ReadinessSignal[],
    timeout = Number.POSITIVE_INFINITY,
  ): Promise<Wakeup> {
    const { promise, resolve } = Promise.withResolvers<Wakeup>();
    const subscriptions = signals.map(signal => signal.subscribe(() => resolve('notified')));
    const timer = startTimer(timeout, () => resolve('timeout'));
    try {
      return await this.untilInterrupted(promise);
    } finally {
      timer.stop();
      for (const unsubscribe of subscriptions) unsubscribe();
    }
  }

  /** Waits for an event, or for a signal, which is delivered before the promise resolves. */
  async untilInterrupted<Result>(event: Promise<Result>): Promise<Result | 'interrupted'> {
    if (this.signals.any && (await this.deliverSignals())) return 'interrupted';
    const { promise, resolve, reject } = Promise.withResolvers<Result | 'interrupted'>();
    this.#interruption = { resolve: () => resolve('interrupted'), reject };
    event.then(resolve, reject);
    try {
      const first = await promise;
      if (first === 'interrupted') await this.deliverSignals();
      return first;
    } finally {
      this.#interruption = undefined;
    }
  }

  block<Result>(
    descriptor: Descriptor,
    isNonblocking: boolean,
    operation: () => Result,
    timeout = Number.POSITIVE_INFINITY,
  ): Result | Promise<Awaited<Result>> {
    try {
      return operation();
    } catch (error) {
      if (error !== systemError('EAGAIN') || descriptor.changes === undefined) throw error;
      if (!isNonblocking) return this.#retry(descriptor.changes, operation, timeout);
      if (!descriptor.isFedByEventLoop) throw error;
      return turnEventLoop().then(operation) as Promise<Awaited<Result>>;
    }
  }

  async #retry<Result>(
    changes: ReadinessSignal,
    operation: () => Result,
    timeout: number,
  ): Promise<Awaited<Result>> {
    const deadline = performance.now() + timeout;
    for (;;) {
      const outcome = await this.sleep([changes], deadline - performance.now());
      if (outcome === 'interrupted') throw systemError('EINTR');
      try {
        return await operation();
      } catch (error) {
        if (error !== systemError('EAGAIN') || outcome === 'timeout') throw error;
      }
    }
  }
}
