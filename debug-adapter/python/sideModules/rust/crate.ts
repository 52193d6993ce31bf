import path from 'node:path';
import { run } from '../../setup/command.ts';

/** A crate, and how it is compiled: what Cargo would read of its manifest and its build script. */
export interface Crate {
  readonly name: string;
  /** Absolute path of its root. */
  readonly source: string;
  readonly edition: '2015' | '2018' | '2021';
  readonly features?: readonly string[];
  /** More that holds for conditional compilation. */
  readonly cfg?: readonly string[];
  /** The crates it uses: their names, and by which of them other crates are called. */
  readonly uses?: readonly (string | readonly [as: string, crate: string])[];
  /** Whether it is of macros, which the compiler loads while it compiles others. */
  readonly isOfMacros?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Who compiles crates, and how. */
export interface CrateCompiler {
  /** The compiler's command. */
  readonly rustc: string;
  readonly flags: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Folders in which crates are that are used, the one first into which crates are compiled. */
  readonly folders: readonly [string, ...string[]];
}

/** Crates that the compiler has itself. */
const OF_COMPILER = new Set(['proc_macro']);

/** The crates of macros that others use. They are in the last of a compiler's folders. */
const OF_MACROS = new Set(['pyo3_macros']);

function fileOf(name: string, folders: CrateCompiler['folders']): string {
  return OF_MACROS.has(name)
    ? path.join(folders.at(-1) as string, `lib${name}.so`)
    : path.join(folders[0], `lib${name}.rlib`);
}

/** What the compiler is told of a crate, and of those that it uses. */
export function crateArguments(crate: Crate, compiler: CrateCompiler): string[] {
  const { name, source, edition, features = [], cfg = [], uses = [] } = crate;
  const used = uses.map(each => (typeof each === 'string' ? ([each, each] as const) : each));
  return [
    ...['--crate-name', name, source, '--edition', edition, '--cap-lints=allow'],
    ...[...features.map(feature => `feature="${feature}"`), ...cfg].flatMap(each => [
      '--cfg',
      each,
    ]),
    ...used.flatMap(([as, other]) => [
      '--extern',
      OF_COMPILER.has(other) ? other : `${as}=${fileOf(other, compiler.folders)}`,
    ]),
    ...compiler.folders.flatMap(folder => ['-L', `dependency=${folder}`]),
    ...compiler.flags,
  ];
}

/**
 * Compiles crates, each after those that it uses.
 * @throws {Error} whose message has the compiler's.
 */
export async function compileCrates(
  crates: readonly Crate[],
  compiler: CrateCompiler,
  logFile: string,
): Promise<void> {
  for (const crate of crates) {
    const kind = crate.isOfMacros ? ['proc-macro', '-Clinker=gcc'] : ['rlib'];
    const args = ['--crate-type', ...kind, '--out-dir', compiler.folders[0]];
    await run(compiler.rustc, [...crateArguments(crate, compiler), ...args], {
      logFile,
      env: { ...compiler.environment, ...crate.environment },
    });
  }
}
