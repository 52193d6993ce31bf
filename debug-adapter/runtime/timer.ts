/** What rings once, if it is not stopped before. */
export interface Timer {
  stop(): void;
}

/** The longest that an event loop's own timer waits, in milliseconds: 24.8 days. */
const LONGEST = 0x7fff_ffff;

/** The timers of this realm that have neither rung nor been stopped. */
const running = new Set<RunningTimer>();

/** When the first of them is due; Infinity when there is none. */
let firstDeadline = Number.POSITIVE_INFINITY;

/**
 * A timer that may be as long as one likes, and is not early: the event loop's own are, by up
 * to a millisecond.
 *
 * @param milliseconds Infinity for one that never rings.
 */
export function startTimer(milliseconds: number, callback: () => void): Timer {
  if (milliseconds === Number.POSITIVE_INFINITY) return { stop() {} };
  return new RunningTimer(performance.now() + milliseconds, callback);
}

/**
 * Has the timers ring that are due, for whoever keeps the event loop from turning.
 *
 * @param now by `performance.now()`.
 * @returns whether there was one.
 */
export function ringDueTimers(now: number): boolean {
  if (now < firstDeadline) return false;
  const due = [...running].filter(({ deadline }) => deadline <= now);
  // What one has called may have stopped another.
  for (const timer of due) if (running.has(timer)) timer.ring();
  return true;
}

class RunningTimer implements Timer {
  readonly deadline: number;
  readonly #callback: () => void;
  #handle: ReturnType<typeof setTimeout> | undefined;

  constructor(deadline: number, callback: () => void) {
    this.deadline = deadline;
    this.#callback = callback;
    running.add(this);
    firstDeadline = Math.min(firstDeadline, deadline);
    this.#arm();
  }

  stop(): void {
    clearTimeout(this.#handle);
    if (!running.delete(this) || this.deadline > firstDeadline) return;
    firstDeadline = Number.POSITIVE_INFINITY;
    for (const { deadline } of running) firstDeadline = Math.min(firstDeadline, deadline);
  }

  ring(): void {
    this.stop();
    this.#callback();
  }

  #arm(): void {
    const remaining = Math.max(Math.ceil(this.deadline - performance.now()), 0);
    this.#handle = setTimeout(this.#check, Math.min(remaining, LONGEST));
  }

  readonly #check = (): void => {
    if (performance.now() < this.deadline) this.#arm();
    else this.ring();
  };
}
