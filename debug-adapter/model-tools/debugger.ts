import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Program } from './program.ts';

/** What the tools work with: the debugger of one user, which has one program at a time. */
export interface Debugger {
  /** The folder that relative paths are in. */
  readonly folder: string;
  /** The program that is debugged, or the last one that was. */
  readonly program: Program | undefined;
  /**
   * Starts a program, which has begun when the promise is fulfilled.
   *
   * @throws Error with one sentence, when it cannot be started.
   */
  launch(wanted: LaunchWish): Promise<Program>;
  /**
   * Sets the breakpoints of a file, now and of programs to come, in place of those that were set by
   * this before.
   *
   * @returns what has become of each, in their order; undefined as long as there is no program.
   */
  setBreakpoints(
    file: string,
    breakpoints: readonly BreakpointWish[],
  ): Promise<readonly (DebugProtocol.Breakpoint | undefined)[]>;
  /** Ends the program. */
  stop(): Promise<void>;
}

/** What a model can say of a program that is to be started; paths may be relative. */
export interface LaunchWish {
  /** The name of a configuration in the editor's `launch.json`. */
  readonly configuration?: string | undefined;
  readonly program?: string | undefined;
  readonly module?: string | undefined;
  readonly args?: readonly string[] | undefined;
  readonly cwd?: string | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly stopOnEntry?: boolean | undefined;
  readonly justMyCode?: boolean | undefined;
}

/** A breakpoint, by what the protocol calls these. */
export interface BreakpointWish {
  readonly line: number;
  readonly condition?: string | undefined;
  readonly hitCondition?: string | undefined;
  readonly logMessage?: string | undefined;
}
