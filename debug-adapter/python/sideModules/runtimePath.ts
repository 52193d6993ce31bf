/** WASM_DYLINK_RUNTIME_PATH of the section `dylink.0` (WebAssembly's tool-conventions, DynamicLinking.md). */
const RUNTIME_PATH = 5;

/** Where the first section begins: after the magic number and the version. */
const HEADER_BYTES = 8;

function unsigned(value: number): number[] {
  const bytes: number[] = [];
  for (; value >= 0x80; value = Math.floor(value / 0x80)) bytes.push((value % 0x80) | 0x80);
  return [...bytes, value];
}

function text(value: string): number[] {
  const bytes = new TextEncoder().encode(value);
  return [...unsigned(bytes.length), ...bytes];
}

function readUnsigned(bytes: Uint8Array, start: number): { value: number; end: number } {
  let [value, end] = [0, start];
  for (let factor = 1; ; factor *= 0x80) {
    const byte = bytes[end++]!;
    value += (byte & 0x7f) * factor;
    if (byte < 0x80) return { value, end };
  }
}

/**
 * A side module that is told where to look for the libraries it needs, `$ORIGIN` being its own
 * folder. wasm-ld does that itself (`--rpath`) from LLVM 21 on.
 * @param module as wasm-ld links it: its first section is `dylink.0`.
 */
export function withRuntimePaths(module: Uint8Array, paths: readonly string[]): Uint8Array {
  if (paths.length === 0) return module;
  const { value: size, end: start } = readUnsigned(module, HEADER_BYTES + 1);
  const content = [...unsigned(paths.length), ...paths.flatMap(text)];
  const added = [RUNTIME_PATH, ...unsigned(content.length), ...content];
  return Buffer.concat([
    module.subarray(0, HEADER_BYTES + 1),
    Uint8Array.from(unsigned(size + added.length)),
    module.subarray(start, start + size),
    Uint8Array.from(added),
    module.subarray(start + size),
  ]);
}
