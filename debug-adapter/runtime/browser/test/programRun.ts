import type { GuestOutcome } from '../../hosting/messages.ts';
import type { GuestWorkerOptions } from '../guestOptions.ts';
import type { TestResult } from './standIns/nodeTest.ts';

/** What happens to a program while it runs. */
export interface RunOptions {
  /** What it finds on standard input. */
  readonly stdin?: string;
  /** A signal that is raised in it as soon as it has written a line. */
  readonly signal?: number;
  /** Whether it is ended as soon as it has written a line. */
  readonly isTerminated?: boolean;
  /** After how many milliseconds without a word on standard output it is ended; never by default. */
  readonly patience?: number;
  /**
   * Whether it may have other programs run, as tests in Python ask for them by standard output (see
   * `operating_system.py`): with other arguments, and otherwise as itself.
   */
  readonly startsOthers?: boolean;
}

/** What a program has left behind. */
export interface ProgramRun {
  readonly end: GuestOutcome;
  readonly stdout: string;
  readonly stderr: string;
  readonly warnings: readonly string[];
}

/** What the host of a guest in its own worker has seen of it. */
export interface OwnRun extends Omit<ProgramRun, 'warnings'> {
  /** What it answered on the channel. */
  readonly answers: readonly string[];
  /** As its first answer came. */
  readonly switches: number;
  readonly contexts: number;
  /** Whether the guest's memory was open to the host then. */
  readonly hasMemory: boolean;
}

/** What the page of the tests offers, as global functions. */
export interface TestPageFunctions {
  runProgram(start: GuestWorkerOptions, options: RunOptions): Promise<ProgramRun>;
  /**
   * Runs a program in the worker of its host.
   *
   * @param files by their paths below a folder that the host has, too.
   * @param messages to it; the next one is sent as soon as it has answered.
   */
  runInOwnWorker(
    start: GuestWorkerOptions,
    files: Readonly<Record<string, string>>,
    messages: readonly string[],
  ): Promise<OwnRun>;
  /** Whether the page is isolated from other origins, and what `SharedArrayBuffer` is there. */
  memorySharing(): readonly [isIsolated: boolean, kind: string];
  /** Runs the runtime's own tests. @param script URL of their bundle. */
  runOwnTests(script: string): Promise<readonly TestResult[]>;
}
