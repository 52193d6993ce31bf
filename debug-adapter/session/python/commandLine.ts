/** Options of the interpreter whose value is the next argument. */
const OPTIONS_WITH_VALUE = new Set(['-W', '-X', '--check-hash-based-pycs']);
/** `-c` and `-m`, perhaps behind flags (`-uc`), take the rest of the command line: no script. */
const COMMAND_OR_MODULE = /^-[bBdEhiIOPqsSuvVx?]*[cm]/;

/**
 * The script in the arguments of a Python command line, as Python itself would
 * find it; undefined for `-c`, `-m`, standard input (`-`) and a prompt.
 */
export function findScript(args: readonly string[]): string | undefined {
  for (let index = 0; index < args.length; index++) {
    const argument = args[index] as string;
    if (argument === '--') return args[index + 1];
    if (argument === '-' || COMMAND_OR_MODULE.test(argument)) return undefined;
    if (!argument.startsWith('-')) return argument;
    if (OPTIONS_WITH_VALUE.has(argument)) index++;
  }
  return undefined;
}
