import type { IntervalTimer } from './process.ts';
import { startTimer, type Timer } from './timer.ts';

/** The timers of a guest that raise signals, at most one for each signal. */
export class IntervalTimers {
  readonly #raise: (signal: number) => void;
  readonly #armed = new Map<number, Timer>();

  constructor(raise: (signal: number) => void) {
    this.#raise = raise;
  }

  /** Arms a timer, or disarms it, in the place of the signal's former one. */
  set(timer: IntervalTimer): void {
    this.#armed.get(timer.signal)?.stop();
    this.#armed.delete(timer.signal);
    if (timer.interval > 0) this.#arm(timer, performance.now() + timer.interval);
  }

  stop(): void {
    for (const timer of this.#armed.values()) timer.stop();
    this.#armed.clear();
  }

  /** @param deadline by `performance.now()`. */
  #arm(timer: IntervalTimer, deadline: number): void {
    const { signal, interval, isRepeated } = timer;
    const ring = (): void => {
      this.#armed.delete(signal);
      // What has been missed is not made up for: a signal is pending once.
      const missed = Math.floor((performance.now() - deadline) / interval);
      if (isRepeated) this.#arm(timer, deadline + (missed + 1) * interval);
      this.#raise(signal);
    };
    this.#armed.set(signal, startTimer(deadline - performance.now(), ring));
  }
}
