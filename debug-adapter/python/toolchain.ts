import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { toolchainKey } from './artifactKeys.ts';
import { artifactFolder, type BuildSite, buildToolchain } from './build.ts';
import { compileConfigurationIn, compilersIn } from './recipe/crossCompiler.ts';
import { CXX_RUNTIME_LIBRARY } from './recipe/cxxRuntime.ts';
import { digestOfFiles } from './recipe/workspace.ts';
import { cacheFolder } from './setup/cache.ts';
import { run } from './setup/command.ts';
import { findMissingPackages, hasBuildPackages, installPackages } from './setup/debianPackages.ts';
import { excludeOthers } from './setup/exclusion.ts';
import { Progress } from './setup/progress.ts';
import { digestOf } from './setup/steps.ts';

export interface GuestOptions {
  /**
   * Where the program's memory comes from. `imported` (the default): shared, made
   * by the host and imported as `env.memory`, as python.wasm has it. `own`: made by
   * the module, with no room to grow.
   */
  readonly memory?: 'imported' | 'own';
  /** More flags for the compiler and the linker. */
  readonly flags?: readonly string[];
}

/** Flags of a link whose memory is the module's own, in place of those for an imported one. */
const OWN_MEMORY = ['-Wl,--export-memory', '-Wl,--export-table', '-Wl,--export=__stack_pointer'];

/**
 * The folder of the cross compiler, which is set up first if it has to be.
 * @throws {Error} whose message says what failed and what to do.
 */
export async function obtainToolchain(): Promise<string> {
  const cache = cacheFolder();
  const place = artifactFolder(cache, 'toolchain', await toolchainKey());
  if (existsSync(place)) return place;
  const site: BuildSite = { cache, progress: new Progress() };
  await using _exclusion = await excludeOthers(cache, () =>
    site.progress.note('Another set-up is at work; waiting for it to finish.'),
  );
  // The set-up that we waited for may have built it.
  if (!existsSync(place)) await buildToolchain(site);
  return place;
}

/** The folder of the headers that declare the system calls of WASI and WASIX. */
export async function headersOfWasix(): Promise<string> {
  return path.join(await obtainToolchain(), 'sysroot/include/wasm32-wasi/wasi');
}

async function compile(
  source: string,
  options: GuestOptions,
  module: string,
  logFile: string,
): Promise<void> {
  const folder = await obtainToolchain();
  await installPackages(await findMissingPackages(logFile), logFile);
  const isCxx = source.endsWith('.cpp');
  const compilers = compilersIn(folder);
  const flags = ['-O2', ...(options.flags ?? [])];
  const object = `${module}.o`;
  // Two commands, because optimisation is switched off for linking (see crossCompiler.ts).
  await run(isCxx ? compilers.cxx : compilers.c, [...flags, '-c', source, '-o', object], {
    logFile,
  });
  // The C compiler links C++ too: the C++ compiler would ask for a libc++ that is not there.
  const libraries = isCxx ? [`-l${CXX_RUNTIME_LIBRARY}`] : [];
  const link = [...(options.flags ?? []), object, ...libraries, '-o', module];
  if (options.memory === 'own') {
    const configuration = `--config=${compileConfigurationIn(folder)}`;
    await run('clang-19', [configuration, ...link, ...OWN_MEMORY], { logFile });
  } else {
    await run(compilers.c, link, { logFile });
  }
  await rm(object);
}

/** How the names of files end that C, C++ and Cython include. */
export const HEADER = /\.(h|hh|hpp|hxx|inc|pxd|pxi)$/;

/** The headers in the folder of a source, which it may include. */
export async function headersBeside(source: string): Promise<string[]> {
  const folder = path.dirname(source);
  const names = (await readdir(folder)).filter(name => HEADER.test(name));
  return names.sort().map(name => path.join(folder, name));
}

async function placeOf(source: string, options: GuestOptions): Promise<string> {
  const key = digestOf([
    await toolchainKey(),
    await digestOfFiles([import.meta.filename, source, ...(await headersBeside(source))]),
    JSON.stringify([options.memory ?? 'imported', options.flags ?? []]),
  ]).slice(0, 16);
  return path.join(cacheFolder(), 'guests', `${path.parse(source).name}-${key}.wasm`);
}

/** Whether `compileGuestProgram` can do with what this machine has, without a build or a download. */
export async function canCompileGuestProgram(
  source: string,
  options: GuestOptions = {},
): Promise<boolean> {
  if (existsSync(await placeOf(source, options))) return true;
  const hasToolchain = existsSync(artifactFolder(cacheFolder(), 'toolchain', await toolchainKey()));
  return hasToolchain && (await hasBuildPackages());
}

/**
 * Compiles a C (.c) or C++ (.cpp) program of this project for WASIX, with the
 * compiler, libc and link flags of python.wasm; C++ has exceptions. What is in
 * the cache is not compiled again, and then no compiler is needed; else the
 * cross compiler is set up first if it has to be. The source may include
 * WASIX's headers and those in its own folder: the cache would not see others
 * change.
 * @param source absolute path
 * @returns absolute path of the module, in the cache: do not change it.
 * @throws {Error} whose message has the compiler's, or says what is missing.
 */
export async function compileGuestProgram(
  source: string,
  options: GuestOptions = {},
): Promise<string> {
  const place = await placeOf(source, options);
  if (existsSync(place)) return place;
  await mkdir(path.dirname(place), { recursive: true });
  const partial = `${place}.${process.pid}`;
  const logFile = `${place}.log`;
  await rm(logFile, { force: true });
  await compile(source, options, partial, logFile);
  await rename(partial, place);
  await rm(logFile);
  return place;
}
