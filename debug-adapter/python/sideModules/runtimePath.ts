import { BinaryReader } from '../../runtime/binaryReader.ts';
import { leb, name, vector } from '../../runtime/moduleBytes.ts';

/** WASM_DYLINK_RUNTIME_PATH of the section `dylink.0` (WebAssembly's tool-conventions, DynamicLinking.md). */
const RUNTIME_PATH = 5;

/** Where the first section begins: after the magic number and the version. */
const HEADER_BYTES = 8;

/**
 * A side module that is told where to look for the libraries it needs, `$ORIGIN` being its own
 * folder. wasm-ld does that itself (`--rpath`) from LLVM 21 on.
 * @param module as wasm-ld links it: its first section is `dylink.0`.
 */
export function withRuntimePaths(module: Uint8Array, paths: readonly string[]): Uint8Array {
  if (paths.length === 0) return module;
  const reader = new BinaryReader(module, HEADER_BYTES + 1);
  const size = reader.unsigned();
  const start = reader.offset;
  const content = vector(paths.map(name));
  const added = [RUNTIME_PATH, ...leb(content.length), ...content];
  return Buffer.concat([
    module.subarray(0, HEADER_BYTES + 1),
    Uint8Array.from(leb(size + added.length)),
    module.subarray(start, start + size),
    Uint8Array.from(added),
    module.subarray(start + size),
  ]);
}
