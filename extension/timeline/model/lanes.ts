/** A place in the user's code, by a path of this machine. */
export interface Place {
  readonly path: string;
  readonly line: number;
}

/** A continuation of a program that stands still. */
export interface KnownContinuation {
  /** Of a task of asyncio's, which has none, the negative of its number. */
  readonly context: number;
  /** The main context of the thread that it belongs to. */
  readonly thread: number;
  readonly label: string;
  readonly place: Place | undefined;
  readonly isAlive: boolean;
  /** What a task awaits. */
  readonly awaits?: string;
  /** The contexts of the greenlets that a task waits for. */
  readonly greenlets?: readonly number[];
}

/** A continuation, and when it lived: in microseconds, as all times of a recording. */
export interface Lane {
  readonly context: number;
  label: string;
  /** When it is known to be there; `born` says whether it began then. */
  from: number;
  born: boolean;
  /** When it ended, if it has. */
  end: number | undefined;
  /** Where it stood in the user's code when the program last stood still. */
  place: Place | undefined;
  /** What it, a task, awaited then. */
  awaits?: string | undefined;
  /** The task on whose behalf it, a greenlet, was waited for when the program last stood still. */
  task?: string | undefined;
}

/** Whether it is a task, of which it is not recorded when it runs. */
export function isTask({ context }: Pick<Lane, 'context'>): boolean {
  return context < 0;
}

/** A part of the line that stands for a life: dotted where nothing is known of it yet. */
export interface LifeLine {
  readonly from: number;
  readonly to: number;
  readonly isDotted: boolean;
}

/**
 * The line that stands for a continuation's life. Of a task nothing is known before the stop at
 * which it was seen first; another continuation that was not born then was there before.
 *
 * @param begin when the picture begins.
 * @param now up to when something is known.
 */
export function lifeLines(lane: Lane, begin: number, now: number): LifeLine[] {
  const { from, born, end = now } = lane;
  if (!isTask(lane)) return [{ from: born ? from : begin, to: end, isDotted: false }];
  return [
    { from: begin, to: from, isDotted: true },
    { from, to: end, isDotted: false },
  ];
}
