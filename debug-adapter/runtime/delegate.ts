import type { WasmValue } from './jspi.ts';
import {
  functionBody,
  functionType,
  importOf,
  leb,
  moduleOf,
  name,
  section,
} from './moduleBytes.ts';
import type { WasmParameters } from './suspendOnDemand.ts';

/** A host function that only says which function of WebAssembly does what it is called for. */
export interface DelegatingFunction {
  readonly parameters: WasmParameters;
  /** @returns a function of WebAssembly with the same parameters, and an `i32` as result; or that result. */
  readonly choose: (...args: WasmValue[]) => CallableFunction | number;
}

const TYPES = { i32: 0x7f, i64: 0x7e } as const;
const FUNCREF = 0x70;

/**
 * Makes an import of a host function that chooses another one, which is called in its place. When
 * that runs, no frame of JavaScript is on the stack, which can be suspended then. For one parameter:
 *
 * ```wat
 * (module
 *   (type $call (func (param i32) (result i32)))
 *   (type $choose (func (param i32) (result funcref)))
 *   (type $result (func (result i32)))
 *   (import "host" "choose" (func $choose (type $choose)))
 *   (import "host" "result" (func $result (type $result)))
 *   (func (export "call") (type $call) (local $chosen funcref)
 *     (if (ref.is_null (local.tee $chosen (call $choose (local.get 0))))
 *       (then (return_call $result)))
 *     (return_call_ref $call (local.get 0) (ref.cast (ref $call) (local.get $chosen)))))
 * ```
 */
export function delegate({ parameters, choose }: DelegatingFunction): WebAssembly.ImportValue {
  let result = 0;
  const host = {
    choose: (...args: WasmValue[]): CallableFunction | null => {
      const chosen = choose(...args);
      if (typeof chosen === 'function') return chosen;
      result = chosen;
      return null;
    },
    result: () => result,
  };
  const module = new WebAssembly.Module(delegatingModule(parameters));
  return new WebAssembly.Instance(module, { host }).exports.call as WebAssembly.ImportValue;
}

function delegatingModule(parameters: WasmParameters): Uint8Array<ArrayBuffer> {
  const types = parameters.map(each => TYPES[each]);
  const values = parameters.flatMap((_, index) => [0x20, ...leb(index)]);
  const chosen = leb(parameters.length);
  return moduleOf(
    section(
      1,
      functionType(types, [TYPES.i32]),
      functionType(types, [FUNCREF]),
      functionType([], [TYPES.i32]),
    ),
    section(2, importOf('host', 'choose', 0x00, 1), importOf('host', 'result', 0x00, 2)),
    section(3, leb(0)),
    section(7, [...name('call'), 0x00, ...leb(2)]),
    section(
      10,
      functionBody(
        [FUNCREF],
        [...values, 0x10, 0x00, 0x22, ...chosen, 0xd1, 0x04, 0x40, 0x12, 0x01, 0x0b],
        [...values, 0x20, ...chosen, 0xfb, 0x16, 0x00, 0x15, 0x00],
      ),
    ),
  );
}
