import { suspendable, type WasmValue } from './jspi.ts';
import {
  functionBody,
  functionType,
  importOf,
  leb,
  moduleOf,
  name,
  section,
} from './moduleBytes.ts';

/** The types of a function's parameters. */
export type WasmParameters = readonly ('i32' | 'i64')[];

/** A host function that may have to wait for its result, an `i32`. */
export interface WaitingFunction {
  readonly parameters: WasmParameters;
  /** A number that is returned at once must not be negative. */
  readonly call: (...args: WasmValue[]) => number | Promise<number>;
  /** Called on the stack of the caller before it sleeps. */
  readonly onSleep?: (() => void) | undefined;
}

/** What tells the module that there is a promise to sleep on. */
const PROMISED = -1;

/**
 * Makes imports of host functions, each of which suspends the calling WebAssembly stack when its
 * function returns a promise, and only then. An import made by {@link suspendable} alone suspends
 * for every result, as the specification of JSPI has it, and costs five times as much.
 *
 * Between the guest and its host stands a module that makes a plain call first, and, when that
 * has answered with a promise, a suspending one. The second is a tail call, so that the module has
 * no frame on a stack that sleeps.
 *
 * @returns the imports in the order of the functions. A module that imports one with other types
 *   cannot be instantiated.
 */
export function suspendOnDemand(functions: readonly WaitingFunction[]): WebAssembly.ImportValue[] {
  const now: Record<string, WebAssembly.ImportValue> = {};
  const later: Record<string, WebAssembly.ImportValue> = {};
  for (const [index, { call, onSleep }] of functions.entries()) {
    // Nothing can come between the two calls of one stack.
    let promise: Promise<number> | undefined;
    now[index] = (...args: WasmValue[]) => {
      const result = call(...args);
      if (typeof result === 'number') return result;
      promise = result;
      return PROMISED;
    };
    later[index] = suspendable(() => {
      onSleep?.();
      return promise as Promise<number>;
    });
  }
  const module = new WebAssembly.Module(encode(functions.map(({ parameters }) => parameters)));
  const { exports } = new WebAssembly.Instance(module, { now, later });
  return functions.map((_, index) => exports[index] as WebAssembly.ImportValue);
}

const TYPES = { i32: 0x7f, i64: 0x7e } as const;

/**
 * The module for functions with these parameters. For the first, with one `i32`:
 *
 * ```wat
 * (import "now" "0" (func $now (param i32) (result i32)))
 * (import "later" "0" (func $later (result i32)))
 * (func (export "0") (param i32) (result i32) (local $result i32)
 *   (local.tee $result (call $now (local.get 0)))
 *   (if (i32.eq (i32.const -1)) (then (return_call $later)))
 *   (local.get $result))
 * ```
 *
 * Specification: https://webassembly.github.io/spec/core/binary/
 */
function encode(parameters: readonly WasmParameters[]): Uint8Array<ArrayBuffer> {
  const indices = [...parameters.keys()];
  return moduleOf(
    // Type 0 is that of all that sleep.
    section(
      1,
      ...[[], ...parameters].map(kinds =>
        functionType(
          kinds.map(kind => TYPES[kind]),
          [TYPES.i32],
        ),
      ),
    ),
    section(
      2,
      ...indices.flatMap(index => [
        importOf('now', `${index}`, 0x00, ...leb(index + 1)),
        importOf('later', `${index}`, 0x00, ...leb(0)),
      ]),
    ),
    section(3, ...indices.map(index => leb(index + 1))),
    section(
      7,
      ...indices.map(index => [...name(`${index}`), 0x00, ...leb(2 * indices.length + index)]),
    ),
    section(10, ...parameters.map(({ length }, index) => bodyOf(length, index))),
  );
}

function bodyOf(parameters: number, index: number): number[] {
  const result = leb(parameters);
  return functionBody(
    [TYPES.i32],
    Array.from({ length: parameters }, (_, parameter) => [0x20, ...leb(parameter)]).flat(),
    [0x10, ...leb(2 * index), 0x22, ...result],
    [0x41, 0x7f, 0x46, 0x04, 0x40, 0x12, ...leb(2 * index + 1), 0x0b],
    [0x20, ...result],
  );
}
