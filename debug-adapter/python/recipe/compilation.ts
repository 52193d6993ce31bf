import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { run } from '../setup/command.ts';
import { inParallel } from '../setup/parallel.ts';
import { JOBS } from './workspace.ts';

/** Sources that are compiled with the same flags. */
export interface Compilation {
  readonly compiler: string;
  readonly flags: readonly string[];
  /** Where the compiler runs: paths of sources start here, so that none of this machine get in. */
  readonly root: string;
  readonly sources: readonly string[];
  /** Folder for the object files. It is emptied first. */
  readonly objects: string;
}

/** Compiles the sources, several at once, and returns the object files. */
export async function compileAll(compilation: Compilation, logFile: string): Promise<string[]> {
  const { compiler, flags, root, sources, objects } = compilation;
  await rm(objects, { recursive: true, force: true });
  await mkdir(objects, { recursive: true });
  const waiting = sources.map(source => ({
    source,
    object: path.join(objects, `${source.replaceAll('/', '_')}.o`),
  }));
  await inParallel(waiting, JOBS, ({ source, object }) =>
    run(compiler, [...flags, '-c', source, '-o', object], { cwd: root, logFile }),
  );
  return waiting.map(({ object }) => object);
}

/** Makes a static library of object files. */
export async function makeLibrary(
  library: string,
  objects: readonly string[],
  logFile: string,
): Promise<void> {
  await mkdir(path.dirname(library), { recursive: true });
  await rm(library, { force: true });
  await run('llvm-ar-19', ['rcs', library, ...objects], { logFile });
}
