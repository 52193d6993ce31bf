import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PythonVersion } from '../../session/python/versions.ts';
import { compilersIn } from '../recipe/crossCompiler.ts';
import { JOBS } from '../recipe/workspace.ts';
import { run } from '../setup/command.ts';
import { findMissingPackages, installPackages } from '../setup/debianPackages.ts';
import { inParallel } from '../setup/parallel.ts';
import { obtainToolchain } from '../toolchain.ts';
import { cythonize } from './cython.ts';
import { pythonHeaders } from './pythonHeaders.ts';
import { compileRust } from './rust/rustToolchain.ts';
import { linkSideModule } from './sideLinker.ts';

/** What a side module is made of. All paths are absolute. */
export interface SideModule {
  /** Its full name in Python (`markupsafe._speedups`), or that of a library (`png` of `libpng.so`). */
  readonly name: string;
  /** C (.c), Cython (.pyx), Rust with PyO3 (.rs) and C++ (any other); the two of them for Python alone. */
  readonly sources: readonly string[];
  /** Whose extension module it is; a library that knows nothing of Python has none. */
  readonly python?: PythonVersion;
  /** Folders of headers, beside those of the sources themselves and of Python. */
  readonly include?: readonly string[];
  /** More flags for the compiler. */
  readonly flags?: readonly string[];
  /** Side modules that have to be loaded before it, since it uses what they export. */
  readonly libraries?: readonly string[];
  /** Where it looks for these libraries; `$ORIGIN` is its own folder. */
  readonly runtimePaths?: readonly string[];
}

/**
 * As wasixcc, the compiler for WASIX, has it: everything that a source does not say to be hidden
 * is exported, and what other modules have of a thread's own variables can be used. Exceptions
 * are on for C too: with them, `setjmp` is there.
 */
const COMPILE_FLAGS = [
  ...['-O2', '-DNDEBUG', '-fPIC', '-fvisibility=default', '-ftls-model=global-dynamic'],
  ...['-fwasm-exceptions', '-S', '-emit-llvm'],
];

/** The target for which clang 19 has thread-local variables of other modules. */
const BACK_END_TARGET = 'wasm32-unknown-emscripten';

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** The name of a side module's file, by which Python finds it, or by which modules need it. */
export function fileNameOf({ name, python }: SideModule): string {
  if (python === undefined) return `lib${name}.so`;
  return `${lastPart(name)}.cpython-${python.replace('.', '')}-wasm32-wasi-threads.so`;
}

/** Whether a source is the root of a crate in Rust. */
export function isRust(source: string): boolean {
  return source.endsWith('.rs');
}

/** Whether C has to be made of a source first. */
export function isCython(source: string): boolean {
  return source.endsWith('.pyx');
}

async function makeC(
  source: string,
  { name, python, include = [] }: SideModule,
  output: string,
  logFile: string,
): Promise<void> {
  if (python === undefined)
    throw new Error(`${source} is Cython, of which no library can be made.`);
  await cythonize({ source, name, python, include }, output, logFile);
}

/** What clang is told of C that Cython has made: it warns of much of it, and lines of C help nobody. */
const CYTHON_FLAGS = ['-w', '-DCYTHON_CLINE_IN_TRACEBACK=0'];

/**
 * Compiles a source to LLVM's bitcode for the back end's target. Only the name of the target is
 * another than the front end's: a back end that is given it as an option also lays out structures
 * with a long double as Emscripten does, which is not how WASI's libc has them.
 */
async function compile(
  source: string,
  module: SideModule,
  bitcode: string,
  logFile: string,
): Promise<void> {
  const { c, cxx } = compilersIn(await obtainToolchain());
  const folders = [
    ...(module.include ?? []),
    ...(module.python === undefined ? [] : [pythonHeaders(module.python)]),
  ];
  const flags = [
    ...COMPILE_FLAGS,
    ...folders.map(folder => `-I${folder}`),
    ...(module.flags ?? []),
  ];
  const assembly = `${bitcode}.ll`;
  if (isCython(source)) {
    const made = `${bitcode}.c`;
    // Where the source itself finds the headers that it includes.
    const here = ['-iquote', path.dirname(source)];
    await makeC(source, module, made, logFile);
    await run(c, [...flags, ...CYTHON_FLAGS, ...here, made, '-o', assembly], { logFile });
  } else {
    await run(source.endsWith('.c') ? c : cxx, [...flags, source, '-o', assembly], { logFile });
  }
  const text = await readFile(assembly, 'utf8');
  const target = `target triple = "${BACK_END_TARGET}"`;
  await writeFile(assembly, text.replace(/^target triple = .*$/m, target));
  await run('llvm-as-19', [assembly, '-o', bitcode], { logFile });
}

/** @returns what the linker is told: the library, and what is wanted of it. */
async function compileCrate(
  source: string,
  { name, python, flags = [] }: SideModule,
  library: string,
  logFile: string,
): Promise<string[]> {
  if (python === undefined)
    throw new Error(`${source} is for Python: no library can be made of it.`);
  await compileRust({ source, name: lastPart(name), python, flags }, library, logFile);
  return [`--export=PyInit_${lastPart(name)}`, library];
}

/**
 * Compiles and links a side module. The cross compiler is set up first if it has to be.
 * @param folder where the module is written, and what it is made of on the way.
 * @returns the module's file.
 * @throws {Error} whose message has the compiler's, or says what is missing.
 */
export async function buildSideModule(
  module: SideModule,
  folder: string,
  logFile: string,
): Promise<string> {
  await installPackages(await findMissingPackages(logFile), logFile);
  const objects = path.join(folder, 'objects');
  await mkdir(objects, { recursive: true });
  const inputs = await inParallel(module.sources, JOBS, async (source, index) => {
    const base = path.join(objects, `${index}-${path.parse(source).name}`);
    if (isRust(source)) return compileCrate(source, module, `${base}.a`, logFile);
    await compile(source, module, `${base}.bc`, logFile);
    return [`${base}.bc`];
  });
  const place = path.join(folder, fileNameOf(module));
  const { libraries = [], runtimePaths = [] } = module;
  await linkSideModule({ inputs: inputs.flat(), libraries, runtimePaths }, place, logFile);
  await rm(objects, { recursive: true });
  return place;
}
