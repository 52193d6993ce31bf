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
}

/** What a program has left behind. */
export interface ProgramRun {
  readonly end: GuestOutcome;
  readonly stdout: string;
  readonly stderr: string;
  readonly warnings: readonly string[];
}

/** What the page of the tests offers, as global functions. */
export interface TestPageFunctions {
  runProgram(start: GuestWorkerOptions, options: RunOptions): Promise<ProgramRun>;
  /** Whether the page is isolated from other origins, and what `SharedArrayBuffer` is there. */
  memorySharing(): readonly [isIsolated: boolean, kind: string];
  /** Runs the runtime's own tests. @param script URL of their bundle. */
  runOwnTests(script: string): Promise<readonly TestResult[]>;
}
