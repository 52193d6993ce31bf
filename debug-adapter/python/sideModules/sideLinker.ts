import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { compileConfigurationIn } from '../recipe/crossCompiler.ts';
import { capture, run } from '../setup/command.ts';
import { obtainToolchain } from '../toolchain.ts';
import { withRuntimePaths } from './runtimePath.ts';

/** What a side module is linked of. All paths are absolute. */
export interface Linking {
  /** Objects, bitcode of LLVM's, static libraries, of which what is wanted is taken, and flags of their own. */
  readonly inputs: readonly string[];
  /** Side modules that have to be loaded before it, since it uses what they export. */
  readonly libraries?: readonly string[];
  /** Where it looks for these libraries; `$ORIGIN` is its own folder. */
  readonly runtimePaths?: readonly string[];
  /** What it exports, as far as it has it, beside what the sources do not say to be hidden. */
  readonly exports?: readonly string[];
}

/**
 * Exported is what a linker at run time calls (WebAssembly's tool-conventions, DynamicLinking.md),
 * and what nobody has defined is imported. The optimiser has done its work when code is generated
 * here; another round would take Emscripten's libc for the one that is there.
 */
const LINK_FLAGS = [
  ...['-shared', '--no-entry', '--experimental-pic', '--unresolved-symbols=import-dynamic'],
  ...['--shared-memory', '--import-memory', '--max-memory=4294967296', '--export-dynamic'],
  '--extra-features=atomics,bulk-memory,mutable-globals',
  ...['--export=__wasm_call_ctors', '--export-if-defined=__wasm_apply_data_relocs'],
  '--export-if-defined=__wasm_apply_tls_relocs',
  ...['--export=__wasm_init_tls', '--export=__tls_size', '--export=__tls_align'],
  ...['--export=__tls_base', '--strip-debug', '--lto-O0', '--lto-CGO2'],
  ...['wasm-enable-eh', 'wasm-enable-sjlj', 'exception-model=wasm'].flatMap(flag => [
    '-mllvm',
    `-${flag}`,
  ]),
];

/**
 * Links a side module. The cross compiler is set up first if it has to be.
 * @param place the file that is written, by whose name other modules need it.
 * @throws {Error} whose message has the linker's.
 */
export async function linkSideModule(
  { inputs, libraries = [], runtimePaths = [], exports = [] }: Linking,
  place: string,
  logFile: string,
): Promise<void> {
  const toolchain = await obtainToolchain();
  // What clang calls for operations that WebAssembly has no instruction for, such as of 128 bits.
  const configuration = `--config=${compileConfigurationIn(toolchain)}`;
  const builtins = await capture('clang-19', [configuration, '--print-libgcc-file-name'], {
    logFile,
  });
  await run(
    'wasm-ld-19',
    [
      ...[...LINK_FLAGS, ...exports.map(name => `--export-if-defined=${name}`)],
      ...[`--soname=${path.basename(place)}`, ...inputs, ...libraries],
      ...[path.join(toolchain, 'sysroot/lib/wasm32-wasi/scrt1.o'), builtins.trim(), '-o', place],
    ],
    { logFile },
  );
  await writeFile(place, withRuntimePaths(await readFile(place), runtimePaths));
}
