import path from 'node:path';
import { TERMINAL_COMMANDS, type TerminalProgram } from '../session/connection/debugTerminal.ts';
import { findProgram } from '../session/python/commandLine.ts';

/**
 * What frameworks and Python read that people set in a terminal. Everything else stays out: it may be
 * secret, or, as PYTHONHOME, for a native Python.
 */
const PASSED_ON =
  /^((DJANGO|FLASK|PYTEST|UVICORN)_\w+|PYTHON(ASYNCIODEBUG|DEVMODE|HASHSEED|OPTIMIZE|PATH|TRACEMALLOC|UNBUFFERED|WARNINGS))$/;

/** What somebody has typed in a debug terminal. */
export interface TerminalCommand {
  /** The command line for the interpreter. */
  readonly python: readonly string[];
  /** The names of the variables that the program gets of the terminal's. */
  readonly variables: readonly string[];
  /** What can be debugged of it; nothing for a prompt, a piece of code, or `--version`. */
  readonly program?: TerminalProgram;
}

/**
 * Reads a command of a debug terminal.
 *
 * @param name one of {@link TERMINAL_COMMANDS}.
 * @param env of the terminal.
 */
export function readTerminalCommand(
  name: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): TerminalCommand {
  const python = [...(TERMINAL_COMMANDS[name] ?? []), ...args];
  const variables = Object.keys(env).filter(variable => PASSED_ON.test(variable));
  const command = findProgram(python);
  if (command === undefined) return { python, variables };
  const { program, ...rest } = command;
  const values = variables.map(variable => [variable, env[variable] ?? '']);
  const configuration = {
    ...rest,
    ...(program === undefined ? {} : { program: path.resolve(cwd, program) }),
    cwd,
    env: Object.fromEntries(values),
  };
  return { python, variables, program: { name: [name, ...args].join(' '), configuration } };
}
