/**
 * The standard library's extension modules that are side modules: they are loaded when a program first
 * imports them, so that no other has to read and check them.
 */
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pythonFolder } from '../../session/node/distribution.ts';
import { SHARED_MODULES } from '../../session/python/pythonDistribution.ts';
import type { PythonVersion } from '../../session/python/versions.ts';
import { lockedFor, readLock } from '../artifactKeys.ts';
import type { ManifestSource } from '../recipe/artifact.ts';
import { JOBS } from '../recipe/workspace.ts';
import { publish } from '../setup/cache.ts';
import { type LockedFile, parseLock } from '../setup/lock.ts';
import { inParallel } from '../setup/parallel.ts';
import { compileSideModule } from '../sideModules/cachedModule.ts';
import { unpackedPackages } from '../unpackedPackages.ts';
import { cjkModules, prepareCjk } from './cjk/cjkModules.ts';
import {
  ctypesInputs,
  ctypesModule,
  ctypesTestModule,
  libffiLicence,
  prepareCtypes,
} from './ctypes/ctypesModules.ts';
import { cxxInputs, cxxLibrary, prepareCxx } from './cxx/cxxLibrary.ts';
import { obtainOpenssl } from './openssl/opensslLibraries.ts';
import { obtainTlsModules } from './openssl/tlsModules.ts';

const LOCK = path.join(import.meta.dirname, 'lock.json');

/** Tells what of others is in the modules, in the folder of a built Python: a {@link SharedManifest}. */
export const SHARED_MANIFEST = 'shared-modules.json';

/** What is placed in the folder of a built Python. */
export interface SharedManifest {
  /** What the cache calls the modules, which is something else when they change. */
  readonly made: readonly string[];
  /** What of others is in them. */
  readonly sources: readonly ManifestSource[];
}

/** What is made of one source. */
interface SharedPart {
  /** The files of modules, and of libraries that they look for beside them. */
  readonly modules: readonly string[];
  /** What of others is in them that is not in the interpreter, and the file with its licence. */
  readonly library?: { readonly locked: LockedFile; readonly licence: string };
}

async function pinned(name: string): Promise<LockedFile> {
  const own = parseLock(await readFile(LOCK, 'utf8'));
  const found = own.find(file => file.name === name);
  if (found === undefined) throw new Error(`${LOCK} does not pin ${name}`);
  return found;
}

/** What the recipe of a version pins under a name. */
async function pinnedByRecipe(name: string, version: PythonVersion): Promise<LockedFile[]> {
  return lockedFor(version, await readLock()).filter(file => file.name === name);
}

async function ctypesSources(version: PythonVersion): Promise<string> {
  return unpackedPackages(
    `ctypes-source-${version}`,
    [...(await pinnedByRecipe('cpython', version)), await pinned('libffi')],
    prepareCtypes,
    [await ctypesInputs()],
  );
}

async function ctypesPart(version: PythonVersion): Promise<SharedPart> {
  const folder = await ctypesSources(version);
  return {
    modules: [await compileSideModule(ctypesModule(folder, version))],
    library: { locked: await pinned('libffi'), licence: libffiLicence(folder) },
  };
}

async function tlsPart(version: PythonVersion): Promise<SharedPart> {
  const locked = await pinned('openssl');
  const openssl = await obtainOpenssl(locked);
  const cpython = await pinnedByRecipe('cpython', version);
  return {
    modules: await obtainTlsModules({ version, cpython, openssl }),
    library: { locked, licence: openssl.licence },
  };
}

async function cjkPart(version: PythonVersion): Promise<SharedPart> {
  const cpython = await pinnedByRecipe('cpython', version);
  const folder = await unpackedPackages(`cjk-source-${version}`, cpython, prepareCjk);
  const modules = await inParallel(cjkModules(folder, version), JOBS, compileSideModule);
  return { modules };
}

async function cxxPart(version: PythonVersion): Promise<SharedPart> {
  const llvm = await pinnedByRecipe('llvm', version);
  const folder = await unpackedPackages('libcxx-source', llvm, prepareCxx, [await cxxInputs()]);
  return { modules: [await compileSideModule(cxxLibrary(folder))] };
}

function sourceOf({ locked }: NonNullable<SharedPart['library']>): ManifestSource {
  const { name, package: debianPackage, suite, version, sha256, licence } = locked;
  const licenceFile = `licences/${name}.txt`;
  return { name, package: debianPackage, suite, version, sha256, licence, licenceFile };
}

/**
 * Puts the shared modules of a version into its folder in `dist`, where set-up has put that Python. What
 * is not in the cache is made first.
 * @throws {Error} whose message has the compiler's, or says what is missing.
 */
export async function placeSharedModules(version: PythonVersion): Promise<void> {
  const folder = pythonFolder(version);
  const parts: SharedPart[] = [];
  for (const make of [ctypesPart, tlsPart, cjkPart, cxxPart]) parts.push(await make(version));
  const libraries = parts.flatMap(({ library }) => library ?? []);
  const files = parts.flatMap(part => part.modules);
  const made = [...new Set(files.map(file => path.basename(path.dirname(file))))];
  const manifest: SharedManifest = { made, sources: libraries.map(sourceOf) };
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  const place = path.join(folder, SHARED_MANIFEST);
  const modules = path.join(folder, SHARED_MODULES);
  const present = await readFile(place, 'utf8').catch(() => undefined);
  const isThere = files.every(file => existsSync(path.join(modules, path.basename(file))));
  if (present === text && isThere) return;

  const staging = `${modules}.${process.pid}`;
  await rm(staging, { recursive: true, force: true });
  await mkdir(staging);
  for (const file of files) await copyFile(file, path.join(staging, path.basename(file)));
  await publish(staging, modules);
  for (const library of libraries) {
    await copyFile(library.licence, path.join(folder, sourceOf(library).licenceFile ?? ''));
  }
  await writeFile(place, text);
}

/** The module that CPython's tests of ctypes call; only they import it. See {@link placeSharedModules}. */
export async function obtainCtypesTestModule(version: PythonVersion): Promise<string> {
  return compileSideModule(ctypesTestModule(await ctypesSources(version), version));
}
