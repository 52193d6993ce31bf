/** How V8 and SpiderMonkey tell of a stack that is used up. */
const OVERFLOW = /^(Maximum call stack size exceeded|too much recursion)/;

/** How a guest ended: with an exit code, or by an error that left its code. */
export type GuestEnd =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'crashed'; readonly error: unknown };

/** What ended a guest that crashed, in words. */
export function describeCrash(error: unknown): string {
  if (error instanceof WebAssembly.Exception) return 'an exception that nobody caught';
  if (!(error instanceof Error)) return String(error);
  return OVERFLOW.test(error.message)
    ? 'the stack overflowed (too deep a recursion in C code)'
    : error.message;
}
