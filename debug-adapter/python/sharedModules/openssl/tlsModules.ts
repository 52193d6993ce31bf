/** `_ssl` and `_hashlib`, and OpenSSL in a library that is loaded with the first of them. */
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { PythonVersion } from '../../../session/python/versions.ts';
import { toolchainKey } from '../../artifactKeys.ts';
import { compileAll } from '../../recipe/compilation.ts';
import { compilersIn } from '../../recipe/crossCompiler.ts';
import { digestOfFiles, PROJECT_SOURCES, unpackTarball } from '../../recipe/workspace.ts';
import { cacheFolder, publish } from '../../setup/cache.ts';
import { capture, run } from '../../setup/command.ts';
import { findMissingPackages, installPackages } from '../../setup/debianPackages.ts';
import type { LockedFile } from '../../setup/lock.ts';
import { digestOf } from '../../setup/steps.ts';
import { headersIn, pythonHeaders } from '../../sideModules/pythonHeaders.ts';
import { fileNameOf } from '../../sideModules/sideCompiler.ts';
import { linkSideModule } from '../../sideModules/sideLinker.ts';
import { obtainToolchain } from '../../toolchain.ts';
import { unpackedPackages } from '../../unpackedPackages.ts';
import { CPYTHON_FLAGS, cpythonFolders } from '../cpythonFlags.ts';
import { ERRNO_HEADER, type OpensslLibraries } from './opensslLibraries.ts';

/** What both modules need: the part of OpenSSL that either of them uses, once. */
const LIBRARY = 'libopenssl.so';

/** Each module's source in CPython. */
const SOURCES = { _hashlib: 'Modules/_hashopenssl.c', _ssl: 'Modules/_ssl.c' } as const;

/** What is taken of CPython's source. */
const PARTS = ['_ssl*', '_hashopenssl.c', '*.h'].map(name => `*/Modules/${name}`);

const LINKER = path.join(PROJECT_SOURCES, 'sideModules/sideLinker.ts');

/** What the modules are made of, beside headers. */
export interface TlsIngredients {
  readonly version: PythonVersion;
  /** CPython's source, as lock.json pins it. */
  readonly cpython: readonly LockedFile[];
  readonly openssl: OpensslLibraries;
}

/** The part of CPython's source tree that the modules are made of. */
async function unpackSources({ version, cpython }: TlsIngredients): Promise<string> {
  const folder = await unpackedPackages(
    `tls-source-${version}`,
    cpython,
    async ({ workspace, logFile }) => {
      const tree = await unpackTarball(workspace, 'cpython', logFile, PARTS);
      await rename(tree, path.join(workspace.folder, 'cpython'));
    },
    PARTS,
  );
  return path.join(folder, 'cpython');
}

/** @returns the object of each source, in order. */
async function compile(
  ingredients: TlsIngredients,
  objects: string,
  logFile: string,
): Promise<string[]> {
  const { version, openssl } = ingredients;
  const folders = [openssl.include, pythonHeaders(version), ...cpythonFolders(version)];
  return compileAll(
    {
      compiler: compilersIn(await obtainToolchain()).c,
      flags: [
        ...['-O2', '-DNDEBUG', '-fPIC', '-fvisibility=hidden', '-w', ...CPYTHON_FLAGS],
        ...['-include', ERRNO_HEADER, ...folders.map(folder => `-I${folder}`)],
      ],
      root: await unpackSources(ingredients),
      sources: Object.values(SOURCES),
      objects,
    },
    logFile,
  );
}

/** The names that objects use and do not define. */
async function wantedBy(objects: readonly string[], logFile: string): Promise<string[]> {
  const options = ['--undefined-only', '--format=just-symbols'];
  const printed = await capture('llvm-nm-19', [...options, ...objects], { logFile });
  // Before the names of each object stands its own, with a colon.
  const names = printed.split('\n').filter(line => /^\w+$/.test(line));
  return [...new Set(names)].sort();
}

/** The features of WebAssembly that the cross compiler uses, as wasm-opt calls them. */
const FEATURES = 'threads bulk-memory mutable-globals sign-ext nontrapping-float-to-int'.split(' ');

/**
 * Makes a module smaller, by an eighth: numbers that wasm-ld has filled in take five bytes each. The
 * functions keep their names, by which native frames are read.
 */
async function makeSmaller(module: string, logFile: string): Promise<void> {
  const features = FEATURES.map(feature => `--enable-${feature}`);
  const linked = `${module}.linked`;
  await rename(module, linked);
  await run('wasm-opt', ['-O1', '--debuginfo', ...features, linked, '-o', module], { logFile });
  await rm(linked);
}

async function keyOf({ version, cpython, openssl }: TlsIngredients): Promise<string> {
  const folders = [pythonHeaders(version), ...cpythonFolders(version)];
  const headers = (await Promise.all(folders.map(headersIn))).flat();
  const digest = digestOf([
    openssl.include,
    await toolchainKey(),
    ...cpython.map(({ sha256 }) => sha256),
    ...CPYTHON_FLAGS,
    await digestOfFiles([import.meta.filename, LINKER, ERRNO_HEADER, ...headers]),
  ]);
  return digest.slice(0, 16);
}

/**
 * Makes sure that the modules for a version of Python are in the cache. What they are made with is
 * set up first if it has to be.
 * @returns their files, and that of the library, which has to be in the same folder as they.
 * @throws {Error} whose message has the compiler's, or says what is missing.
 */
export async function obtainTlsModules(ingredients: TlsIngredients): Promise<string[]> {
  const { version, openssl } = ingredients;
  const folder = path.join(cacheFolder(), `tls-${version}-${await keyOf(ingredients)}`);
  const modules = Object.keys(SOURCES).map(name =>
    fileNameOf({ name, sources: [], python: version }),
  );
  const files = [...modules, LIBRARY].map(name => path.join(folder, name));
  if (existsSync(folder)) return files;

  const work = `${folder}.${process.pid}`;
  const logFile = `${work}.log`;
  await installPackages(await findMissingPackages(logFile), logFile);
  const staging = path.join(work, 'modules');
  await mkdir(staging, { recursive: true });
  const objects = await compile(ingredients, path.join(work, 'objects'), logFile);
  const library = path.join(staging, LIBRARY);
  const exports = await wantedBy(objects, logFile);
  await linkSideModule({ inputs: openssl.libraries, exports }, library, logFile);
  await makeSmaller(library, logFile);
  for (const [index, name] of modules.entries()) {
    const linking = { inputs: [objects[index]!], libraries: [library], runtimePaths: ['$ORIGIN'] };
    await linkSideModule(linking, path.join(staging, name), logFile);
  }
  await publish(staging, folder);
  await rm(work, { recursive: true });
  await rm(logFile);
  return files;
}
