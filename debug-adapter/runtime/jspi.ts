/**
 * JavaScript Promise Integration, the mechanism under every context: imports
 * that may suspend the WebAssembly stack that called them, and exports called
 * on such a stack.
 *
 * Specification: https://github.com/WebAssembly/js-promise-integration
 */

/** A value of WebAssembly's `i32`, `f32` or `f64` (number) or `i64` (bigint). */
export type WasmValue = number | bigint;

/** Whether this JavaScript engine has JSPI: Node from version 24 on, Chrome from 137 on. */
export function isJspiAvailable(): boolean {
  return 'Suspending' in WebAssembly && 'promising' in WebAssembly;
}

/**
 * Makes a host function an import that may suspend. When `implementation`
 * returns a promise, the calling WebAssembly stack sleeps until the promise
 * settles, then goes on with its value, or with its rejection as an exception.
 * Any other value is returned at once, without suspending.
 *
 * A stack can only be suspended when no JavaScript frame lies between this
 * import and the {@link callSuspendable} that entered WebAssembly; otherwise
 * the engine throws `WebAssembly.SuspendError`.
 */
export function suspendable<Args extends WasmValue[], Result extends WasmValue | undefined>(
  implementation: (...args: Args) => Result | Promise<Result>,
): WebAssembly.Suspending {
  return new WebAssembly.Suspending(implementation);
}

/**
 * Calls an exported function on a WebAssembly stack of its own.
 *
 * @returns a promise of the function's result. It rejects with whatever left
 *   the function: a `WebAssembly.RuntimeError` (trap), a
 *   `WebAssembly.Exception`, or what a host function threw.
 */
export function callSuspendable(
  exported: CallableFunction,
  ...args: WasmValue[]
): Promise<WasmValue | undefined> {
  return WebAssembly.promising(exported)(...args) as Promise<WasmValue | undefined>;
}
