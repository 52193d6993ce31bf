/**
 * How a host gets a busy guest to make a system call soon. A guest that offers
 * it exports the data symbol `wasix_attention`: two 32-bit numbers, the address
 * of a word (0 before the guest is ready) and the bits to set in it. Signals are
 * delivered at the system call.
 */

/** The address of the guest's `wasix_attention`; undefined when it has none. */
export function attentionSymbol(exports: WebAssembly.Instance['exports']): number | undefined {
  const symbol = exports.wasix_attention;
  return symbol instanceof WebAssembly.Global ? symbol.value : undefined;
}

/** Raises the guest's attention. Callable from any thread that shares `memory`. */
export function raiseAttention(memory: WebAssembly.Memory, symbol: number): void {
  const words = new Int32Array(memory.buffer);
  const word = Atomics.load(words, symbol >>> 2) >>> 0;
  const mask = Atomics.load(words, (symbol >>> 2) + 1);
  if (word !== 0) Atomics.or(words, word >>> 2, mask);
}
