import type { FunctionType } from './moduleFunctions.ts';

/** A function that can be imported before what it calls is there. */
export interface Forwarder {
  readonly function: WebAssembly.ImportValue;
  /** Has it call the function in a slot of the table from now on. */
  lead(slot: number): void;
}

/**
 * Makes functions that call whatever is in a slot of the table which is told later. They are
 * WebAssembly's, so that no frame of JavaScript comes to stand on a guest's stack, which could not be
 * suspended then. One of them:
 *
 * ```wat
 * (module
 *   (type $0 (func (param i32) (result i32)))
 *   (import "guest" "table" (table 0 funcref))
 *   (global $0 (export "1") (mut i32) (i32.const 0))
 *   (func (export "0") (type $0)
 *     local.get 0
 *     global.get $0
 *     call_indirect (type $0)))
 * ```
 *
 * Until it is told, and for one that is never, the call traps, as slot 0 has no function.
 */
export function makeForwarders(
  types: readonly FunctionType[],
  table: WebAssembly.Table,
): Forwarder[] {
  if (types.length === 0) return [];
  const module = new WebAssembly.Module(forwardersModule(types));
  const { exports } = new WebAssembly.Instance(module, { guest: { table } });
  return types.map((_, index) => ({
    function: exports[2 * index] as WebAssembly.ImportValue,
    lead: slot => {
      (exports[2 * index + 1] as WebAssembly.Global).value = slot;
    },
  }));
}

const HEADER = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];

/** The import: "guest" "table", of functions. */
const TABLE = [0x05, ...bytesOf('guest'), 0x05, ...bytesOf('table'), 0x01, 0x70, 0x00, 0x00];

function forwardersModule(types: readonly FunctionType[]): Uint8Array<ArrayBuffer> {
  const each = (make: (type: FunctionType, index: number) => number[]): number[] => [
    ...leb(types.length),
    ...types.flatMap(make),
  ];
  return new Uint8Array([
    ...HEADER,
    ...section(1, each(typeOf)),
    ...section(2, [0x01, ...TABLE]),
    ...section(
      3,
      each((_, index) => leb(index)),
    ),
    // A mutable i32 that is 0.
    ...section(
      6,
      each(() => [0x7f, 0x01, 0x41, 0x00, 0x0b]),
    ),
    ...section(7, [...leb(2 * types.length), ...types.flatMap((_, index) => exportsOf(index))]),
    ...section(10, each(bodyOf)),
  ]);
}

function typeOf({ parameters, results }: FunctionType): number[] {
  return [0x60, ...leb(parameters.length), ...parameters, ...leb(results.length), ...results];
}

function exportsOf(index: number): number[] {
  const name = (number: number): number[] => {
    const text = bytesOf(`${number}`);
    return [text.length, ...text];
  };
  return [...name(2 * index), 0x00, ...leb(index), ...name(2 * index + 1), 0x03, ...leb(index)];
}

function bodyOf({ parameters }: FunctionType, index: number): number[] {
  const body = [
    0x00,
    ...parameters.flatMap((_, parameter) => [0x20, ...leb(parameter)]),
    ...[0x23, ...leb(index), 0x11, ...leb(index), 0x00, 0x0b],
  ];
  return [...leb(body.length), ...body];
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...leb(content.length), ...content];
}

function bytesOf(text: string): number[] {
  return [...new TextEncoder().encode(text)];
}

function leb(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return [...bytes, rest];
}
