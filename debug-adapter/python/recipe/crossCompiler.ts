import { chmod, mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Step } from '../setup/steps.ts';
import { makeLibrary } from './compilation.ts';
import { digestOfFiles, digestsOf, unpackPackage, type Workspace } from './workspace.ts';

/** Where the steps of this recipe put the cross compiler. It may be moved afterwards. */
export function compilerFolder(workspace: Workspace): string {
  return path.join(workspace.folder, 'toolchain');
}

/** wasix-libc's licence, after the step has run. */
export function wasixLibcLicence(workspace: Workspace): string {
  return path.join(compilerFolder(workspace), 'sysroot/share/doc/wasix-libc/copyright');
}

/** The C and C++ compilers: clang for WASIX, linking as python.wasm is linked. */
export function compilersIn(folder: string): { c: string; cxx: string } {
  return { c: path.join(folder, 'wasix-cc'), cxx: path.join(folder, 'wasix-c++') };
}

/** clang's configuration for compiling, for a link with other flags than python.wasm's. */
export function compileConfigurationIn(folder: string): string {
  return path.join(folder, 'compile.cfg');
}

/*
 * clang's configuration files (clang's User's Manual, "Configuration files");
 * <CFGDIR> is the folder they are in. wasix-libc is built with atomics and bulk
 * memory, and not position-independent.
 */
const COMPILE_FLAGS = `\
--target=wasm32-wasi
--sysroot=<CFGDIR>/sysroot
-pthread
-matomics
-mbulk-memory
-mmutable-globals
-msign-ext
-mnontrapping-fptoint
-ftls-model=local-exec
-fno-trapping-math
-L<CFGDIR>/lib
`;

/** libc++'s headers come before libc's, which they wrap. */
const CXX_FLAGS = `\
-fwasm-exceptions
-nostdinc++
-isystem <CFGDIR>/include/c++/v1
-isystem <CFGDIR>/sysroot/include/wasm32-wasi
`;

/** A memory that threads share is made by the host; __wasm_signal is how it delivers signals. */
const LINK_FLAGS = `\
-Wl,--shared-memory,--import-memory,--export-memory,--max-memory=4294967296
-Wl,--export=__stack_pointer,--export=__tls_base,--export=__wasm_init_tls
-Wl,--export=__heap_base,--export=__data_end
-Wl,--export-if-defined=__wasm_signal,--export-table
`;

/*
 * Both compilers are this script, told apart by name. When clang 19 links with
 * optimisation it runs the wasm-opt that it finds, so a link ends with -O0.
 */
const COMPILER_SCRIPT = `\
#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
case $0 in
  *++) set -- clang++-19 "--config=$here/compile.cfg" "--config=$here/cxx.cfg" "$@" ;;
  *) set -- clang-19 "--config=$here/compile.cfg" "$@" ;;
esac
for argument; do
  case $argument in -c | -E | -S | -M | -MM | -fsyntax-only | --version) exec "$@" ;; esac
done
exec "$@" "--config=$here/link.cfg" -O0
`;

async function writeCompilers(folder: string): Promise<void> {
  await writeFile(compileConfigurationIn(folder), COMPILE_FLAGS);
  await writeFile(path.join(folder, 'cxx.cfg'), CXX_FLAGS);
  await writeFile(path.join(folder, 'link.cfg'), LINK_FLAGS);
  const { c, cxx } = compilersIn(folder);
  await writeFile(c, COMPILER_SCRIPT);
  await chmod(c, 0o755);
  await symlink(path.basename(c), cxx);
}

/** The step that makes the C compiler and its libc. */
export async function crossCompilerStep(workspace: Workspace): Promise<Step> {
  return {
    title: 'Cross compiler: wasix-libc',
    inputs: [...digestsOf(workspace, ['wasix-libc']), await digestOfFiles([import.meta.filename])],
    run: async logFile => {
      const folder = compilerFolder(workspace);
      const unpacked = path.join(workspace.folder, 'src', 'wasix-libc');
      await rm(folder, { recursive: true, force: true });
      await rm(unpacked, { recursive: true, force: true });
      await mkdir(folder, { recursive: true });
      await unpackPackage(workspace, 'wasix-libc', unpacked, logFile);
      await rename(path.join(unpacked, 'usr'), path.join(folder, 'sysroot'));
      await writeCompilers(folder);
      // CPython's configure links it on WASI; wasix-libc has the functions itself.
      await makeLibrary(path.join(folder, 'lib/libwasi-emulated-signal.a'), [], logFile);
    },
  };
}
