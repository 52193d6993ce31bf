/** What a Python command line runs. */
export interface ProgramCommand {
  /** The options of the interpreter. */
  readonly pythonArgs: readonly string[];
  /** A path; without it there is a module. */
  readonly program?: string;
  /** The name after `-m`. */
  readonly module?: string;
  readonly args: readonly string[];
}

/** Options of the interpreter whose value is the next argument. */
const OPTIONS_WITH_VALUE = new Set(['-W', '-X', '--check-hash-based-pycs']);
/** `-c` and `-m`, perhaps behind flags (`-uc`), take the rest of the command line: no script. */
const COMMAND_OR_MODULE = /^(-[bBdEhiIOPqsSuvVx?]*)([cm])(.*)$/s;

/**
 * The script or module in the arguments of a Python command line, as Python itself would find it;
 * undefined for `-c`, standard input (`-`), a prompt, and what only tells something.
 */
export function findProgram(args: readonly string[]): ProgramCommand | undefined {
  for (let index = 0; index < args.length; index++) {
    const argument = args[index] as string;
    const rest = args.slice(index + 1);
    if (argument === '--') {
      const [program, ...others] = rest;
      return program === undefined
        ? undefined
        : { pythonArgs: args.slice(0, index), program, args: others };
    }
    const [, flags = '', kind, attached = ''] = COMMAND_OR_MODULE.exec(argument) ?? [];
    if (argument === '-' || kind === 'c') return undefined;
    if (kind === 'm') {
      const [module, ...others] = attached === '' ? rest : [attached, ...rest];
      const pythonArgs = [...args.slice(0, index), ...(flags === '-' ? [] : [flags])];
      return module === undefined ? undefined : { pythonArgs, module, args: others };
    }
    if (!argument.startsWith('-')) {
      return { pythonArgs: args.slice(0, index), program: argument, args: rest };
    }
    if (OPTIONS_WITH_VALUE.has(argument)) index++;
  }
  return undefined;
}

/** The script in the arguments of a Python command line, if it runs one. */
export function findScript(args: readonly string[]): string | undefined {
  return findProgram(args)?.program;
}
