/**
 * How a host gets a busy guest to make a system call soon. A guest that offers
 * it exports the data symbol `wasix_attention`: four 32-bit numbers, the address
 * of a word (0 before the guest is ready), the bits to set in it, and a flag that
 * says that this is why, and what `standstill.ts` is about. Signals are delivered
 * at the system call.
 */

/** The address of the guest's `wasix_attention`; undefined when it has none. */
export function attentionSymbol(exports: WebAssembly.Instance['exports']): number | undefined {
  const symbol = exports.wasix_attention;
  return symbol instanceof WebAssembly.Global ? symbol.value : undefined;
}

/** Where the number that `standstill.ts` is about stands in the memory, as 32-bit words. */
export function standingThreadIndex(symbol: number): number {
  return (symbol >>> 2) + 3;
}

/** Raises the guest's attention. Callable from any thread that shares `memory`. */
export function raiseAttention(memory: WebAssembly.Memory, symbol: number): void {
  const words = new Int32Array(memory.buffer);
  const base = symbol >>> 2;
  const word = Atomics.load(words, base) >>> 0;
  if (word === 0) return;
  Atomics.store(words, base + 2, 1);
  Atomics.or(words, word >>> 2, Atomics.load(words, base + 1));
}
