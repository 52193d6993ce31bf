import { joinPath, parentPath } from '../filesystem/namespace.ts';

/**
 * Libraries that are a part of the program, by the names under which modules need them: C and C++
 * libraries, what WASI's SDK has beside them, and Python's own.
 */
const IN_THE_PROGRAM =
  /^lib(c|m|dl|rt|pthread|util|crypt|resolv|xnet|c\+\+|c\+\+abi|unwind|wasi-emulated-[a-z-]+|python3(\.\d+)?)\.so(\.\d+)*$/;

/** Whether a name is that of a library which the program has inside. */
export function isInProgram(name: string): boolean {
  return IN_THE_PROGRAM.test(name);
}

/** Where a library is looked for. */
export interface SearchPlace {
  /** Those of the module that needs it, in which `$ORIGIN` is its folder. */
  readonly runtimePaths: readonly string[];
  /** The path of that module; undefined when the program itself asks. */
  readonly wantedBy: string | undefined;
  /** `LD_LIBRARY_PATH`. */
  readonly environment: string;
}

/**
 * Where a library can be, the likeliest first, as natively (`dlopen(3)`).
 *
 * @param name as it is given to `dlopen`, or needed: a path if it has a slash.
 */
export function candidates(
  name: string,
  { runtimePaths, wantedBy, environment }: SearchPlace,
): string[] {
  if (name.includes('/')) return [name];
  const origin = wantedBy === undefined ? '/' : parentPath(wantedBy);
  return [environment, ...runtimePaths]
    .flatMap(each => each.split(':'))
    .filter(folder => folder !== '')
    .map(folder => joinPath(folder.replace(/^\$(ORIGIN|\{ORIGIN\})(?=\/|$)/, origin), name));
}
