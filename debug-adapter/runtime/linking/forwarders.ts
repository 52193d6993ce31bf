import {
  functionBody,
  functionType,
  importOf,
  leb,
  moduleOf,
  name,
  section,
} from '../moduleBytes.ts';
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
 *   (global $0 (export "slot 0") (mut i32) (i32.const 0))
 *   (func (export "function 0") (type $0)
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
    function: exports[`function ${index}`] as WebAssembly.ImportValue,
    lead: slot => {
      (exports[`slot ${index}`] as WebAssembly.Global).value = slot;
    },
  }));
}

function forwardersModule(types: readonly FunctionType[]): Uint8Array<ArrayBuffer> {
  return moduleOf(
    section(1, ...types.map(({ parameters, results }) => functionType(parameters, results))),
    section(2, importOf('guest', 'table', 0x01, 0x70, 0x00, 0x00)),
    section(3, ...types.map((_, index) => leb(index))),
    // A mutable i32 that is 0.
    section(6, ...types.map(() => [0x7f, 0x01, 0x41, 0x00, 0x0b])),
    section(
      7,
      ...types.map((_, index) => [...name(`function ${index}`), 0x00, ...leb(index)]),
      ...types.map((_, index) => [...name(`slot ${index}`), 0x03, ...leb(index)]),
    ),
    section(10, ...types.map(bodyOf)),
  );
}

function bodyOf({ parameters }: FunctionType, index: number): number[] {
  return functionBody(
    [],
    parameters.flatMap((_, parameter) => [0x20, ...leb(parameter)]),
    [0x23, ...leb(index)],
    [0x11, ...leb(index), 0x00],
  );
}
