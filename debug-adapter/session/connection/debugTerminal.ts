/**
 * Between an editor and the programs that people start in its debug terminals: each serves a debug
 * adapter at the editor's door, and first tells, by an event, what it would run.
 */

/** The environment variable of a debug terminal that says where the editor's door is. */
export const DEBUG_TERMINAL_VARIABLE = 'WASIX_PYTHON_DEBUG_TERMINAL';

/** The event that comes first. */
export const TERMINAL_PROGRAM_EVENT = 'terminalProgram';

/** The body of that event. */
export interface TerminalProgram {
  /** What was typed, for people to read. */
  readonly name: string;
  /** Attributes of a launch configuration, with absolute paths. */
  readonly configuration: {
    readonly program?: string;
    readonly module?: string;
    readonly args: readonly string[];
    readonly pythonArgs: readonly string[];
    readonly cwd: string;
    readonly env: Readonly<Record<string, string>>;
  };
}

/**
 * The commands of a debug terminal, and the Python command line that each begins. `pip` is the one
 * that installs packages for WASIX Python.
 */
export const TERMINAL_COMMANDS: Readonly<Record<string, readonly string[]>> = {
  python: [],
  python3: [],
  pytest: ['-m', 'pytest'],
  uvicorn: ['-m', 'uvicorn'],
  flask: ['-m', 'flask'],
  pip: ['-m', 'pip'],
};
