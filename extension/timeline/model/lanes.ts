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

/** Whether a lane is that of a task, of which it is not recorded when it runs. */
export function isTask({ context }: Lane): boolean {
  return context < 0;
}
