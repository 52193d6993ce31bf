import type { IntervalTimer } from '../process.ts';

/** The timers of a guest that raise signals, at most one for each signal. */
export class IntervalTimers {
  readonly #raise: (signal: number) => void;
  readonly #armed = new Map<number, NodeJS.Timeout>();

  constructor(raise: (signal: number) => void) {
    this.#raise = raise;
  }

  /** Arms a timer, or disarms it, in the place of the signal's former one. */
  set({ signal, interval, isRepeated }: IntervalTimer): void {
    clearInterval(this.#armed.get(signal));
    if (interval === 0) {
      this.#armed.delete(signal);
      return;
    }
    const ring = (): void => this.#raise(signal);
    const timer = isRepeated ? setInterval(ring, interval) : setTimeout(ring, interval);
    this.#armed.set(signal, timer);
  }

  stop(): void {
    for (const timer of this.#armed.values()) clearInterval(timer);
    this.#armed.clear();
  }
}
