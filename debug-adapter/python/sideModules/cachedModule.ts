import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { toolchainKey } from '../artifactKeys.ts';
import { artifactFolder } from '../build.ts';
import { digestOfFiles } from '../recipe/workspace.ts';
import { cacheFolder } from '../setup/cache.ts';
import { hasBuildPackages } from '../setup/debianPackages.ts';
import { sha256OfFile } from '../setup/download.ts';
import { digestOf } from '../setup/steps.ts';
import { headersBeside } from '../toolchain.ts';
import { cythonInputs, hasCython } from './cython.ts';
import { headersIn, pythonHeaders } from './pythonHeaders.ts';
import { hasRust, rustInputs } from './rust/rustToolchain.ts';
import { buildSideModule, fileNameOf, isCython, isRust, type SideModule } from './sideCompiler.ts';

const OWN_FILES = ['cython', 'runtimePath', 'sideCompiler', 'sideLinker'].map(name =>
  path.join(import.meta.dirname, `${name}.ts`),
);

async function placeOf(module: SideModule): Promise<string> {
  const beside = await Promise.all(module.sources.map(headersBeside));
  const folders = [
    ...(module.include ?? []),
    ...(module.python === undefined ? [] : [pythonHeaders(module.python)]),
  ];
  const headers = await Promise.all(folders.map(headersIn));
  const files = [...OWN_FILES, ...module.sources, ...beside.flat(), ...headers.flat()];
  const { name, sources, python, flags = [], libraries = [], runtimePaths = [] } = module;
  const key = digestOf([
    await toolchainKey(),
    await digestOfFiles(files),
    ...(python !== undefined && sources.some(isCython) ? await cythonInputs(python) : []),
    ...(sources.some(isRust) ? await rustInputs() : []),
    ...(await Promise.all(libraries.map(sha256OfFile))),
    JSON.stringify([name, python ?? '', flags, libraries.map(file => path.basename(file))]),
    ...runtimePaths,
  ]).slice(0, 16);
  return path.join(cacheFolder(), 'guests', `${name}-${key}`, fileNameOf(module));
}

/** Whether `compileSideModule` can do with what this machine has, without a build or a download. */
export async function canCompileSideModule(module: SideModule): Promise<boolean> {
  if (existsSync(await placeOf(module))) return true;
  const hasToolchain = existsSync(artifactFolder(cacheFolder(), 'toolchain', await toolchainKey()));
  const { python, sources } = module;
  if (python !== undefined && sources.some(isCython) && !(await hasCython(python))) return false;
  if (sources.some(isRust) && !(await hasRust())) return false;
  return hasToolchain && (await hasBuildPackages());
}

/**
 * Makes a side module: code that python.wasm loads while it runs. What is in the cache is not
 * compiled again, and then no compiler is needed; else the cross compiler is set up first if it
 * has to be. The cache sees changes of the sources, of headers in their own folders, in those
 * that `include` names and in Python's, and of the libraries, but of a crate in Rust only its root's.
 * @returns absolute path of the module, in a folder of its own in the cache: do not change it.
 * @throws {Error} whose message has the compiler's, or says what is missing.
 */
export async function compileSideModule(module: SideModule): Promise<string> {
  const place = await placeOf(module);
  if (existsSync(place)) return place;
  const work = `${path.dirname(place)}.${process.pid}`;
  const logFile = `${work}.log`;
  await mkdir(path.dirname(place), { recursive: true });
  await rename(await buildSideModule(module, work, logFile), place);
  await rm(work, { recursive: true });
  await rm(logFile);
  return place;
}
