import { suspendable, type WasmValue } from './jspi.ts';

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

const Code = { i32: 0x7f, i64: 0x7e, functionType: 0x60, function: 0x00 } as const;
const Section = { types: 1, imports: 2, functions: 3, exports: 7, code: 10 } as const;

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
  // Type 0 is that of all that sleep.
  const types = [[], ...parameters].map(kinds => [
    Code.functionType,
    ...vector(kinds.map(kind => [Code[kind]])),
    ...vector([[Code.i32]]),
  ]);
  const imports = indices.flatMap(index => [
    [...text('now'), ...text(`${index}`), Code.function, ...unsigned(index + 1)],
    [...text('later'), ...text(`${index}`), Code.function, 0],
  ]);
  const exports = indices.map(index => [
    ...[...text(`${index}`), Code.function],
    ...unsigned(imports.length + index),
  ]);
  const bodies = parameters.map(({ length }, index) => {
    const result = unsigned(length);
    // biome-ignore format: one line for each line of the text above
    const code = [
      ...vector([[1, Code.i32]]),
      ...Array.from({ length }, (_, parameter) => [0x20, ...unsigned(parameter)]).flat(),
      0x10, ...unsigned(2 * index), 0x22, ...result,
      0x41, 0x7f, 0x46, 0x04, 0x40, 0x12, ...unsigned(2 * index + 1), 0x0b,
      0x20, ...result, 0x0b,
    ];
    return [...unsigned(code.length), ...code];
  });
  return new Uint8Array([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(Section.types, vector(types)),
    ...section(Section.imports, vector(imports)),
    ...section(Section.functions, vector(indices.map(index => unsigned(index + 1)))),
    ...section(Section.exports, vector(exports)),
    ...section(Section.code, vector(bodies)),
  ]);
}

function section(id: number, content: number[]): number[] {
  return [id, ...unsigned(content.length), ...content];
}

function vector(items: number[][]): number[] {
  return [...unsigned(items.length), ...items.flat()];
}

function text(name: string): number[] {
  const bytes = new TextEncoder().encode(name);
  return [...unsigned(bytes.length), ...bytes];
}

/** LEB128. */
function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}
