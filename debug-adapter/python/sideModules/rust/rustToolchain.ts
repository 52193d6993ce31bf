import { chmod, copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PYTHON_VERSIONS, type PythonVersion } from '../../../session/python/versions.ts';
import { lockedFor, readLock } from '../../artifactKeys.ts';
import { digestOfFiles, unpackTarball } from '../../recipe/workspace.ts';
import { capture, run } from '../../setup/command.ts';
import { type LockedFile, parseLock } from '../../setup/lock.ts';
import {
  areUnpacked,
  isForThisMachine,
  type Unpacking,
  unpackedPackages,
} from '../../unpackedPackages.ts';
import { type CrateCompiler, compileCrates, crateArguments } from './crate.ts';
import {
  type CrateSources,
  macroCrates,
  pyo3Crates,
  targetLexicon,
  writeConfiguration,
} from './pyo3.ts';
import { standardCrates } from './standardLibrary.ts';

/** What its folder in the cache is called. */
const FOLDER = 'rust';

const LOCK = path.join(import.meta.dirname, 'lock.json');

/** What lock.json calls the source of the compiler, whose standard library is made for WASIX. */
const SOURCE = 'rust';

/** What runs on this machine; the other packages are sources, whatever machine they are for. */
const FOR_BUILD = 'build-';

/** Of the recipe's downloads: the libraries with which all that is built for this machine runs. */
const LIBRARIES = ['build-libc', 'build-zlib'];
const LIBRARIES_OF: PythonVersion = '3.13';

/** What is unpacked of the source: the standard library, and the crates that it and PyO3 use. */
const MEMBERS = [
  'library',
  ...['cfg-if', 'compiler_builtins', 'hashbrown', 'heck', 'libc', 'proc-macro2', 'quote'].map(
    name => `vendor/${name}-[0-9]*`,
  ),
  ...['rustc-demangle', 'syn', 'unicode-ident', 'wasi'].map(name => `vendor/${name}-[0-9]*`),
].map(member => `rustc-*/${member}`);

/** The target's name, by which the compiler finds the standard library. */
const TARGET = 'wasm32-wasix';

/** Rust's target that is the nearest. */
const NEAREST = 'wasm32-wasip1-threads';

/**
 * What is otherwise: as C is compiled (sideCompiler.ts), for Emscripten's back end, which alone has
 * thread-local variables of other modules in LLVM 19. Only what is asked for is exported.
 */
const OWN_TARGET = {
  'llvm-target': 'wasm32-unknown-emscripten',
  'data-layout': 'e-m:e-p:32:32-p10:8:8-p20:8:8-i64:64-i128:128-f128:64-n32:64-S128-ni:1:10:20',
  'relocation-model': 'pic',
  'tls-model': 'global-dynamic',
  'default-visibility': 'hidden',
  cpu: 'mvp',
  features: '+atomics,+bulk-memory,+mutable-globals,+sign-ext,+nontrapping-fptoint',
};

/** How threads wait for one another, and of which file of the standard library it takes the place. */
const FUTEX = path.join(import.meta.dirname, 'futex.rs');
const FUTEX_OF_LIBRARY = 'library/std/src/sys/pal/wasm/atomics/futex.rs';

/** Allows what is not for everybody: a target of one's own, and a standard library for it. */
const UNSTABLE = { RUSTC_BOOTSTRAP: '1' };

async function lockedFiles(): Promise<LockedFile[]> {
  const own = parseLock(await readFile(LOCK, 'utf8'));
  const recipe = lockedFor(LIBRARIES_OF, await readLock());
  const libraries = recipe.filter(({ name }) => LIBRARIES.includes(name));
  return [...own, ...libraries].filter(
    file => !file.name.startsWith(FOR_BUILD) || isForThisMachine(file),
  );
}

/** What the folder has beside what is unpacked is made by these files. */
async function recipeDigest(): Promise<string> {
  const names = (await readdir(import.meta.dirname)).filter(name => /\.(rs|ts)$/.test(name)).sort();
  return digestOfFiles(names.map(name => path.join(import.meta.dirname, name)));
}

/** What determines the code that is made of Rust, beside the source. */
export async function rustInputs(): Promise<string[]> {
  return [await recipeDigest(), ...(await lockedFiles()).map(({ sha256 }) => sha256)];
}

/** Whether Rust is in the cache. */
export async function hasRust(): Promise<boolean> {
  return areUnpacked(FOLDER, await lockedFiles(), [await recipeDigest()]);
}

/** Where everything is below a folder. */
function placesIn(folder: string) {
  return {
    /** What Debian's packages have, as they have it. */
    root: path.join(folder, 'root'),
    rustc: path.join(folder, 'rustc'),
    target: path.join(folder, `${TARGET}.json`),
    sysroot: path.join(folder, 'sysroot'),
    standard: path.join(folder, 'sysroot/lib/rustlib', TARGET, 'lib'),
    macros: path.join(folder, 'macros'),
    generated: path.join(folder, 'generated'),
    pyo3: (python: PythonVersion) => path.join(folder, `pyo3-${python}`),
  };
}

/** What the beginning of Debian's and Rust's names for this machine is. */
const MACHINE = process.arch === 'arm64' ? 'aarch64' : 'x86_64';

/** How a program of Debian's packages is run: by their own loader and C library. */
async function loaderCommand(root: string): Promise<string[]> {
  const libraries = path.join(root, 'usr/lib', `${MACHINE}-linux-gnu`);
  const loader = (await readdir(libraries)).find(name => name.startsWith('ld-linux'));
  if (loader === undefined) throw new Error(`There is no dynamic loader in ${libraries}.`);
  return [path.join(libraries, loader), '--library-path', libraries];
}

async function writeCommand(file: string, words: readonly string[]): Promise<void> {
  await writeFile(file, `#!/bin/sh\nexec ${words.map(word => `'${word}'`).join(' ')} "$@"\n`);
  await chmod(file, 0o755);
}

/** What is made for WASIX is compiled for speed, and a panic ends the program. */
function flagsFor(target: string, sysroot: string): string[] {
  const flags = ['-O', '-Cpanic=abort', '-Ccodegen-units=4'];
  return ['--target', target, '--sysroot', sysroot, ...flags];
}

/** The compiler for WASIX, of crates that use the standard library. */
function compilerFor(folder: string, python: PythonVersion): CrateCompiler {
  const { rustc, target, sysroot, macros, pyo3 } = placesIn(folder);
  return {
    rustc,
    flags: flagsFor(target, sysroot),
    environment: UNSTABLE,
    folders: [pyo3(python), macros],
  };
}

async function makeStandardLibrary(folder: string, tree: string, logFile: string): Promise<void> {
  const { rustc, target, sysroot, standard } = placesIn(folder);
  const nearest = await capture(
    rustc,
    ['-Zunstable-options', '--print', 'target-spec-json', '--target', NEAREST],
    { logFile, env: UNSTABLE },
  );
  // How programs are linked, which nobody does here, names files that are not there.
  const { metadata: _1, 'pre-link-objects-fallback': _2, ...specification } = JSON.parse(nearest);
  await writeFile(target, JSON.stringify({ ...specification, ...OWN_TARGET }, undefined, 2));
  await mkdir(standard, { recursive: true });
  await copyFile(FUTEX, path.join(tree, FUTEX_OF_LIBRARY));
  // Names the library's own crates apart from those of the same names that others use.
  const own = ['-Zforce-unstable-if-unmarked', '-Cmetadata=std'];
  const compiler: CrateCompiler = {
    rustc,
    flags: [...flagsFor(target, sysroot), ...own],
    environment: UNSTABLE,
    folders: [standard],
  };
  await compileCrates(await standardCrates(tree), compiler, logFile);
}

async function makeMacros(folder: string, sources: CrateSources, logFile: string): Promise<void> {
  const { root, rustc, macros, generated } = placesIn(folder);
  await mkdir(macros, { recursive: true });
  await writeConfiguration(generated, PYTHON_VERSIONS[0]);
  // This crate has a build script that writes one of its files.
  const script = path.join(generated, 'build-script');
  const source = path.join(await targetLexicon(sources), 'build.rs');
  const words = ['--crate-name', 'build_script', source, '--edition', '2018', '--cap-lints=allow'];
  await run(rustc, [...words, '-Clinker=gcc', '-o', script], { logFile });
  const [loader, ...options] = await loaderCommand(root);
  const env = { OUT_DIR: generated, TARGET: `${MACHINE}-unknown-linux-gnu`, RUSTC: rustc };
  await run(loader as string, [...options, script], { logFile, env });
  const crates = await macroCrates(sources, generated);
  const compiler: CrateCompiler = { rustc, flags: [], environment: {}, folders: [macros] };
  await compileCrates(crates, compiler, logFile);
}

/** Makes sure that Rust, its standard library for WASIX and PyO3 are in the cache. @returns their folder. */
async function obtainRust(): Promise<string> {
  const locked = await lockedFiles();
  const prepare = async ({ workspace, logFile, unpack }: Unpacking): Promise<void> => {
    const { folder } = workspace;
    const { root, rustc, pyo3 } = placesIn(folder);
    for (const { name } of locked) if (name !== SOURCE) await unpack(name, root);
    const tree = await unpackTarball(workspace, SOURCE, logFile, MEMBERS);
    const compiler = path.join(root, 'usr/bin/rustc');
    await writeCommand(rustc, [...(await loaderCommand(root)), '--argv0', compiler, compiler]);
    await makeStandardLibrary(folder, tree, logFile);
    const sources = { tree, registry: path.join(root, 'usr/share/cargo/registry') };
    await makeMacros(folder, sources, logFile);
    for (const python of PYTHON_VERSIONS) {
      await mkdir(pyo3(python), { recursive: true });
      const crates = await pyo3Crates(sources, python);
      await compileCrates(crates, compilerFor(folder, python), logFile);
    }
  };
  return unpackedPackages(FOLDER, locked, prepare, [await recipeDigest()]);
}

/** An extension module in Rust. */
export interface RustModule {
  /** Absolute path of the crate's root. */
  readonly source: string;
  /** The crate's name, which is the last part of the module's. */
  readonly name: string;
  readonly python: PythonVersion;
  /** More flags for the compiler. */
  readonly flags: readonly string[];
}

/**
 * Compiles a module that uses PyO3 to a static library, with all that it uses. Rust, its standard library
 * for WASIX and PyO3 are put into the cache first if they are not there.
 * @param output the static library that is written.
 * @throws {Error} whose message has the compiler's, or says what is missing.
 */
export async function compileRust(
  { source, name, python, flags }: RustModule,
  output: string,
  logFile: string,
): Promise<void> {
  const compiler = compilerFor(await obtainRust(), python);
  const args = crateArguments({ name, source, edition: '2021', uses: ['pyo3'] }, compiler);
  await run(compiler.rustc, [...args, '--crate-type', 'staticlib', ...flags, '-o', output], {
    logFile,
    env: compiler.environment,
  });
}
