/**
 * JavaScript Promise Integration, the mechanism under every context: imports
 * that may suspend the WebAssembly stack that called them, and exports called
 * on such a stack.
 *
 * Specification: https://github.com/WebAssembly/js-promise-integration
 */

/** A value of WebAssembly's `i32`, `f32` or `f64` (number) or `i64` (bigint). */
export type WasmValue = number | bigint;

/**
 * Whether this JavaScript engine has JSPI: Node from version 24.20 on, and from 24.0 on with
 * `--experimental-wasm-jspi`; Chrome from 137 on.
 */
export function isJspiAvailable(): boolean {
  return 'Suspending' in WebAssembly && 'promising' in WebAssembly;
}

/**
 * Makes a host function an import that suspends. When `implementation`
 * returns a promise, the calling WebAssembly stack sleeps until the promise
 * settles, then goes on with its value, or with its rejection as an exception.
 * For any other value, too, it sleeps until the microtasks before it have run,
 * which takes 100 to 200 ns, where an import that cannot suspend takes 6.
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

/** Makes a call that gets a new stack, and has the engine give it as deep a one as it can. */
export type DeepStack = <Result>(call: () => Result) => Result;

/** `(module (func (export "nothing")))` */
// biome-ignore format: one line for each section of the module
const NOTHING = new Uint8Array([
  0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00,
  0x01, 0x04, 0x01, 0x60, 0x00, 0x00,
  0x03, 0x02, 0x01, 0x00,
  0x07, 0x0b, 0x01, 0x07, 0x6e, 0x6f, 0x74, 0x68, 0x69, 0x6e, 0x67, 0x00, 0x00,
  0x0a, 0x04, 0x01, 0x02, 0x00, 0x0b,
]);

/** `(module (import "host" "sleep" (func $sleep)) (func (export "sleep") (call $sleep)))` */
// biome-ignore format: one line for each section of the module
const SLEEPER = new Uint8Array([
  0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00,
  0x01, 0x04, 0x01, 0x60, 0x00, 0x00,
  0x02, 0x0e, 0x01, 0x04, 0x68, 0x6f, 0x73, 0x74, 0x05, 0x73, 0x6c, 0x65, 0x65, 0x70, 0x00, 0x00,
  0x03, 0x02, 0x01, 0x00,
  0x07, 0x09, 0x01, 0x05, 0x73, 0x6c, 0x65, 0x65, 0x70, 0x00, 0x01,
  0x0a, 0x06, 0x01, 0x04, 0x00, 0x10, 0x00, 0x0b,
]);

/** One more than V8 keeps of the smallest stacks, in 4 MiB. */
const MORE_THAN_KEPT = 6;

/** Makes a call that gets a new stack, and not one that has ended and was kept for the next call. */
export function onNewStack<Result>(call: () => Result): Result {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const host = { sleep: suspendable(() => promise) };
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(SLEEPER), { host });
  for (let index = 0; index < MORE_THAN_KEPT; index++) {
    void callSuspendable(exports.sleep as CallableFunction);
  }
  try {
    return call();
  } finally {
    resolve(undefined);
  }
}

let nothing: (() => Promise<unknown>) | undefined;

/**
 * Has the engine give back the memory of stacks that have ended. V8 keeps all of them, and
 * releases those beyond 4 MiB when the next stack is asked for.
 */
export function releaseEndedStacks(): void {
  nothing ??= WebAssembly.promising(
    new WebAssembly.Instance(new WebAssembly.Module(NOTHING)).exports.nothing as CallableFunction,
  );
  void nothing();
}
