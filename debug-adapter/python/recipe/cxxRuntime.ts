import { copyFile, cp, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Step } from '../setup/steps.ts';
import { compileAll, makeLibrary } from './compilation.ts';
import { compilerFolder, compilersIn } from './crossCompiler.ts';
import {
  digestOfFiles,
  digestsOf,
  sourceTree,
  unpackTarball,
  type Workspace,
} from './workspace.ts';

/** The name for the linker of what this step builds: `-lc++eh`. */
export const CXX_RUNTIME_LIBRARY = 'c++eh';

const CONFIG_SITE = path.join(import.meta.dirname, 'libcxx_config_site.h');

const LIBCXXABI_SOURCES = [
  'abort_message',
  'cxa_aux_runtime',
  'cxa_default_handlers',
  'cxa_demangle',
  'cxa_exception',
  'cxa_exception_storage',
  'cxa_guard',
  'cxa_handlers',
  'cxa_personality',
  'cxa_thread_atexit',
  'cxa_vector',
  'cxa_virtual',
  'fallback_malloc',
  'private_typeinfo',
  'stdlib_exception',
  'stdlib_new_delete',
  'stdlib_stdexcept',
  'stdlib_typeinfo',
].map(name => `libcxxabi/src/${name}.cpp`);

/**
 * The part of libc++ that is not in headers, for programs in C++: all but streams, locales, files and
 * regular expressions, which are as large as the rest. Of the interpreter little of it is a part (`cxxNames`).
 */
const LIBCXX_SOURCES = [
  ...['algorithm', 'any', 'atomic', 'barrier', 'bind', 'call_once', 'charconv', 'chrono'],
  ...['condition_variable', 'condition_variable_destructor', 'error_category', 'exception'],
  ...['expected', 'functional', 'future', 'hash', 'memory', 'memory_resource', 'mutex'],
  ...['mutex_destructor', 'new_handler', 'new_helpers', 'optional', 'random', 'shared_mutex'],
  ...['stdexcept', 'string', 'system_error', 'thread', 'typeinfo', 'valarray', 'variant'],
  ...['vector', 'verbose_abort', 'ryu/d2fixed', 'ryu/d2s', 'ryu/f2s'],
].map(name => `libcxx/src/${name}.cpp`);

const CXX_FLAGS = [
  '-O2',
  '-DNDEBUG',
  '-std=c++23',
  '-D_LIBCPP_BUILDING_LIBRARY',
  '-D_LIBCXXABI_BUILDING_LIBRARY',
  '-D_LIBCXXABI_HAS_PTHREAD_API',
  '-DLIBCXX_BUILDING_LIBCXXABI',
  '-DLIBCXXABI_USE_LLVM_UNWINDER',
];

const UNWIND_FLAGS = [
  '-O2',
  '-DNDEBUG',
  '-std=gnu17',
  '-fwasm-exceptions',
  '-D_LIBUNWIND_HIDE_SYMBOLS',
];

/** Lays the headers out as libc++'s own build would. */
async function installHeaders(llvm: string, headers: string): Promise<void> {
  await rm(headers, { recursive: true, force: true });
  await cp(path.join(llvm, 'libcxx/include'), headers, { recursive: true });
  await copyFile(CONFIG_SITE, path.join(headers, '__config_site'));
  await copyFile(
    path.join(llvm, 'libcxx/vendor/llvm/default_assertion_handler.in'),
    path.join(headers, '__assertion_handler'),
  );
  const abi = path.join(llvm, 'libcxxabi/include');
  for (const name of await readdir(abi)) {
    if (name.endsWith('.h')) await copyFile(path.join(abi, name), path.join(headers, name));
  }
}

/**
 * The step that makes a C++ runtime with WebAssembly exceptions: Debian's is
 * built without, and greenlet throws.
 */
export async function cxxRuntimeStep(workspace: Workspace): Promise<Step> {
  return {
    title: 'Cross compiler: C++ runtime with exceptions',
    inputs: [
      ...digestsOf(workspace, ['llvm']),
      await digestOfFiles([import.meta.filename, CONFIG_SITE]),
    ],
    run: async logFile => {
      const llvm = await unpackTarball(workspace, 'llvm', logFile, [
        '*/libcxx/LICENSE.TXT',
        '*/libcxx/include/*',
        '*/libcxx/src/*',
        '*/libcxx/vendor/llvm/*',
        '*/libcxxabi/include/*',
        '*/libcxxabi/src/*',
        '*/libunwind/include/*',
        '*/libunwind/src/*',
      ]);
      const folder = compilerFolder(workspace);
      await installHeaders(llvm, path.join(folder, 'include/c++/v1'));
      const { c, cxx } = compilersIn(folder);
      const objects = path.join(workspace.folder, 'objects');
      const cxxObjects = await compileAll(
        {
          compiler: cxx,
          flags: [
            ...CXX_FLAGS,
            ...['-Ilibcxxabi/include', '-Ilibcxxabi/src', '-Ilibcxx/src', '-Ilibunwind/include'],
          ],
          root: llvm,
          sources: [...LIBCXXABI_SOURCES, ...LIBCXX_SOURCES],
          objects: path.join(objects, 'libcxx'),
        },
        logFile,
      );
      const unwindObjects = await compileAll(
        {
          compiler: c,
          flags: [...UNWIND_FLAGS, '-Ilibunwind/include', '-Ilibunwind/src'],
          root: llvm,
          sources: ['libunwind/src/Unwind-wasm.c'],
          objects: path.join(objects, 'libunwind'),
        },
        logFile,
      );
      await makeLibrary(
        path.join(folder, `lib/lib${CXX_RUNTIME_LIBRARY}.a`),
        [...cxxObjects, ...unwindObjects],
        logFile,
      );
    },
  };
}

/** LLVM's licence, after the step has run. */
export function llvmLicence(workspace: Workspace): string {
  return path.join(sourceTree(workspace, 'llvm'), 'libcxx/LICENSE.TXT');
}
