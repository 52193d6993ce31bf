/**
 * What the compiler's library for web workers leaves out, of which `webassembly.d.ts` declares the
 * rest. It has functions alone for what is imported, besides memories, tables and globals.
 */
declare namespace WebAssembly {
  interface Suspending extends CallableFunction {}
  interface Tag extends CallableFunction {}
}

/** Of V8, and of SpiderMonkey as far as it has them: the stack trace API. */
interface ErrorConstructor {
  stackTraceLimit: number;
  captureStackTrace(holder: object, until?: CallableFunction): void;
}
