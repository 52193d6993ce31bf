/** The part of libc++ that is not in the interpreter, as a library: `CXX_OF_PROGRAM` of the recipe says what is. */
import path from 'node:path';
import { digestOfFiles, unpackTarball } from '../../recipe/workspace.ts';
import type { SideModule } from '../../sideModules/sideCompiler.ts';
import type { Unpacking } from '../../unpackedPackages.ts';

const SOURCES = [
  ...['algorithm', 'any', 'atomic', 'barrier', 'bind', 'call_once', 'charconv', 'chrono'],
  ...['condition_variable', 'condition_variable_destructor', 'exception', 'expected', 'fstream'],
  ...['functional', 'future', 'hash', 'ios', 'ios.instantiations', 'iostream', 'locale'],
  ...['memory_resource', 'mutex_destructor', 'optional', 'ostream', 'print', 'random'],
  ...['random_shuffle', 'regex', 'shared_mutex', 'strstream', 'thread', 'typeinfo', 'valarray'],
  ...['variant', 'experimental/keep', 'ryu/d2fixed', 'ryu/d2s', 'ryu/f2s'],
];

/** What is taken of LLVM's source. */
const PARTS = ['libcxx/src', 'libcxxabi/include'].map(folder => `*/${folder}/*`);

/** As the recipe compiles the part that is in the interpreter. */
const FLAGS = [
  ...['-std=c++23', '-D_LIBCPP_BUILDING_LIBRARY', '-D_LIBCPP_REMOVE_TRANSITIVE_INCLUDES'],
  ...['-DLIBCXX_BUILDING_LIBCXXABI', '-w'],
];

/** A digest of what this room adds to LLVM's source. */
export function cxxInputs(): Promise<string> {
  return digestOfFiles([import.meta.filename]);
}

/** Unpacks the sources. */
export async function prepareCxx({ workspace, logFile }: Unpacking): Promise<void> {
  await unpackTarball(workspace, 'llvm', logFile, PARTS);
}

/** The library. @param folder in which `prepareCxx` has unpacked the sources. */
export function cxxLibrary(folder: string): SideModule {
  const source = path.join(folder, 'src/llvm/libcxx/src');
  return {
    name: 'c++',
    sources: SOURCES.map(name => path.join(source, `${name}.cpp`)),
    include: [source, path.join(folder, 'src/llvm/libcxxabi/include')],
    flags: FLAGS,
  };
}
