import { cp, mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { run } from '../setup/command.ts';
import type { Step } from '../setup/steps.ts';
import { compileAll, makeLibrary } from './compilation.ts';
import { compilerFolder, compilersIn } from './crossCompiler.ts';
import {
  digestOfFiles,
  digestsOf,
  JOBS,
  PROJECT_SOURCES,
  unpackTarball,
  type Workspace,
} from './workspace.ts';

/** A C library that a module of the standard library needs. */
interface Library {
  /** Name in lock.json. */
  readonly source: string;
  /** Name for the linker. */
  readonly name: string;
  readonly flags: readonly string[];
  readonly optimisation: '-O2' | '-Os';
  /** Folders with headers for compiling it. */
  readonly include: readonly string[];
  /** Headers, or folders of them, for its users. */
  readonly headers: readonly string[];
  /** Prepares the tree where that is needed and lists what to compile. */
  readonly sources: (tree: string, logFile: string) => Promise<readonly string[]>;
}

const ZLIB: Library = {
  source: 'zlib',
  name: 'z',
  optimisation: '-O2',
  flags: ['-DHAVE_UNISTD_H'],
  include: ['.'],
  headers: ['zlib.h', 'zconf.h'],
  sources: async tree => (await readdir(tree)).filter(name => name.endsWith('.c')),
};

const BZIP2: Library = {
  source: 'bzip2',
  name: 'bz2',
  optimisation: '-O2',
  flags: ['-D_FILE_OFFSET_BITS=64'],
  include: ['.'],
  headers: ['bzlib.h'],
  sources: async () =>
    ['blocksort', 'bzlib', 'compress', 'crctable', 'decompress', 'huffman', 'randtable'].map(
      name => `${name}.c`,
    ),
};

const LZMA_FILTERS = [
  ...['LZMA1', 'LZMA2', 'DELTA', 'X86', 'ARM', 'ARMTHUMB', 'ARM64', 'IA64', 'POWERPC', 'RISCV'],
  'SPARC',
];

const LZMA_FOLDERS = ['check', 'common', 'delta', 'lz', 'lzma', 'rangecoder', 'simple'];

/** liblzma without threads. Its configure takes longer than its compilation, so it is not run. */
const LZMA: Library = {
  source: 'xz',
  name: 'lzma',
  optimisation: '-O2',
  flags: [
    ...['STDINT_H', 'INTTYPES_H', 'STDBOOL_H', 'STRING_H', 'LZIP_DECODER'].map(n => `-DHAVE_${n}`),
    ...['CRC32', 'CRC64', 'SHA256'].map(name => `-DHAVE_CHECK_${name}`),
    ...['HC3', 'HC4', 'BT2', 'BT3', 'BT4'].map(name => `-DHAVE_MF_${name}`),
    ...LZMA_FILTERS.flatMap(name => [`-DHAVE_ENCODER_${name}`, `-DHAVE_DECODER_${name}`]),
    ...['-DHAVE_ENCODERS', '-DHAVE_DECODERS', '-DASSUME_RAM=128', '-DSIZEOF_SIZE_T=4'],
    '-DTUKLIB_SYMBOL_PREFIX=lzma_',
  ],
  include: [
    'src/common',
    'src/liblzma/api',
    ...LZMA_FOLDERS.map(folder => `src/liblzma/${folder}`),
  ],
  headers: ['src/liblzma/api/lzma.h', 'src/liblzma/api/lzma'],
  sources: async tree => {
    const sources = await Promise.all(
      LZMA_FOLDERS.map(async folder => {
        const names = await readdir(path.join(tree, 'src/liblzma', folder));
        return names.map(name => `src/liblzma/${folder}/${name}`);
      }),
    );
    // Not: generators of tables, variants without tables, and what asks for threads.
    const unused = /(_tablegen|_consts_gen|_small|_mt|hardware_\w+|outqueue)\.c$/;
    return sources.flat().filter(name => name.endsWith('.c') && !unused.test(name));
  },
};

const SQLITE_LOCKS = path.join(PROJECT_SOURCES, 'sqlite/shared_locks.c');

/**
 * WASI has no shared memory between processes, which write-ahead logging needs, and
 * no file locks, for which the project has its own.
 */
const SQLITE: Library = {
  source: 'sqlite',
  name: 'sqlite3',
  // A third smaller than with -O2 (400 KB) and as fast.
  optimisation: '-Os',
  flags: [
    '-DSQLITE_THREADSAFE=1',
    '-DSQLITE_OMIT_LOAD_EXTENSION',
    '-DSQLITE_OMIT_WAL',
    '-DSQLITE_MAX_MMAP_SIZE=0',
    '-DSQLITE_ENABLE_COLUMN_METADATA',
    '-DSQLITE_ENABLE_FTS5',
    '-DSQLITE_ENABLE_MATH_FUNCTIONS',
    '-DSQLITE_ENABLE_RTREE',
    '-DSQLITE_EXTRA_INIT=wasix_sqlite_init',
    '-D_WASI_EMULATED_MMAN',
  ],
  include: ['.'],
  headers: ['sqlite3.h'],
  sources: async (tree, logFile) => {
    await run('./configure', ['--disable-tcl', '--disable-readline'], { cwd: tree, logFile });
    await run('make', [`-j${JOBS}`, 'sqlite3.c'], { cwd: tree, logFile });
    const locks = path.basename(SQLITE_LOCKS);
    await cp(SQLITE_LOCKS, path.join(tree, locks));
    return ['sqlite3.c', locks];
  },
};

const LIBRARIES = [ZLIB, BZIP2, LZMA, SQLITE];

/** Where the libraries and their headers are, after the steps have run. */
export function librariesIn(workspace: Workspace): { include: string; lib: string } {
  const folder = path.join(workspace.folder, 'libraries');
  return { include: path.join(folder, 'include'), lib: path.join(folder, 'lib') };
}

async function build(workspace: Workspace, library: Library, logFile: string): Promise<void> {
  const tree = await unpackTarball(workspace, library.source, logFile);
  const sources = await library.sources(tree, logFile);
  const include = library.include.map(folder => `-I${folder}`);
  const objects = await compileAll(
    {
      compiler: compilersIn(compilerFolder(workspace)).c,
      flags: [library.optimisation, '-DNDEBUG', '-w', ...library.flags, ...include],
      root: tree,
      sources,
      objects: path.join(workspace.folder, 'objects', library.name),
    },
    logFile,
  );
  const target = librariesIn(workspace);
  await makeLibrary(path.join(target.lib, `lib${library.name}.a`), objects, logFile);
  await mkdir(target.include, { recursive: true });
  for (const header of library.headers) {
    const place = path.join(target.include, path.basename(header));
    await cp(path.join(tree, header), place, { recursive: true });
  }
}

/** The steps that build the libraries of the standard library's modules, one each. */
export async function librarySteps(workspace: Workspace): Promise<Step[]> {
  const recipe = await digestOfFiles([import.meta.filename, SQLITE_LOCKS]);
  return LIBRARIES.map(library => ({
    title: `Library: ${library.source}`,
    inputs: [...digestsOf(workspace, [library.source]), recipe],
    run: logFile => build(workspace, library, logFile),
  }));
}
