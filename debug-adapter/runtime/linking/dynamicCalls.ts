import {
  functionBody,
  functionType,
  importOf,
  leb,
  moduleOf,
  name,
  section,
} from '../moduleBytes.ts';
import type { FunctionTable } from './functionTable.ts';
import type { FunctionType } from './moduleFunctions.ts';
import { access, I32, isOfNumbers, memoryDescription, placesOf } from './valuePlaces.ts';

/** How much memory there is for a call's values and results, in bytes. */
export interface CallRoom {
  readonly values: number;
  readonly results: number;
}

/** `call_dynamic`: a function, its values and their length, its results and their length, whether it is strict. */
const CALLER_PARAMETERS = [I32, I32, I32, I32, I32, I32];
const [FUNCTION, VALUES, RESULTS] = [leb(0), leb(1), leb(3)];

/**
 * Functions that call a program's functions by values in memory, each of them those of one type: what
 * WASIX's `call_dynamic` needs. They are WebAssembly's, so that the stack they are called on can be
 * suspended. For the type `(i64) -> (i32)`:
 *
 * ```wat
 * (module
 *   (type $caller (func (param $function i32) (param $values i32) (param i32)
 *                       (param $results i32) (param i32) (param i32) (result i32)))
 *   (type $called (func (param i64) (result i32)))
 *   (import "guest" "memory" (memory 0 65536 shared))
 *   (import "guest" "table" (table 0 funcref))
 *   (func (export "caller") (type $caller) (local $0 i32)
 *     (local.set $0
 *       (call_indirect (type $called) (i64.load (local.get $values)) (local.get $function)))
 *     (i32.store (local.get $results) (local.get $0))
 *     (i32.const 0)))
 * ```
 */
export class DynamicCalls {
  readonly #memory: WebAssembly.Memory;
  readonly #table: FunctionTable;
  readonly #callers = new Map<string, CallableFunction>();

  constructor(memory: WebAssembly.Memory, table: FunctionTable) {
    this.#memory = memory;
    this.#table = table;
  }

  /**
   * What calls functions of a type. Values for which there is no room are 0; such results are lost.
   *
   * @returns a function with the parameters of `call_dynamic`, whose result is 0; undefined when
   *   types are no numbers.
   */
  callerOf(type: FunctionType, room: CallRoom): CallableFunction | undefined {
    const { parameters, results } = type;
    if (!isOfNumbers(type)) return undefined;
    const fitting = {
      values: Math.min(room.values, placesOf(parameters).end),
      results: Math.min(room.results, placesOf(results).end),
    };
    const key = `${parameters}:${results}:${fitting.values}:${fitting.results}`;
    const caller = this.#callers.get(key) ?? this.#make(type, fitting);
    this.#callers.set(key, caller);
    return caller;
  }

  #make(type: FunctionType, room: CallRoom): CallableFunction {
    const module = new WebAssembly.Module(callerModule(type, room, this.#memory));
    const guest = { memory: this.#memory, table: this.#table.table };
    return new WebAssembly.Instance(module, { guest }).exports.caller as CallableFunction;
  }
}

/** What values and results of a type take in memory, in bytes. */
export function roomOf({ parameters, results }: FunctionType): CallRoom {
  return { values: placesOf(parameters).end, results: placesOf(results).end };
}

function callerModule(
  type: FunctionType,
  room: CallRoom,
  memory: WebAssembly.Memory,
): Uint8Array<ArrayBuffer> {
  const { parameters, results } = type;
  return moduleOf(
    section(1, functionType(CALLER_PARAMETERS, [I32]), functionType(parameters, results)),
    section(
      2,
      importOf('guest', 'memory', ...memoryDescription(memory)),
      importOf('guest', 'table', 0x01, 0x70, 0x00, 0x00),
    ),
    section(3, leb(0)),
    section(7, [...name('caller'), 0x00, ...leb(0)]),
    section(10, callerBody(type, room)),
  );
}

function callerBody({ parameters, results }: FunctionType, room: CallRoom): number[] {
  const local = (index: number): number[] => leb(CALLER_PARAMETERS.length + index);
  const outcomes = placesOf(results).places;
  return functionBody(
    results,
    placesOf(parameters).places.flatMap(({ layout, offset }) =>
      offset + layout.size <= room.values
        ? [0x20, ...VALUES, ...access(layout.load, offset)]
        : [...layout.zero],
    ),
    [0x20, ...FUNCTION, 0x11, ...leb(1), 0x00],
    // The last one is on top.
    outcomes.flatMap((_, index) => [0x21, ...local(outcomes.length - 1 - index)]),
    outcomes.flatMap(({ layout, offset }, index) =>
      offset + layout.size <= room.results
        ? [0x20, ...RESULTS, 0x20, ...local(index), ...access(layout.store, offset)]
        : [],
    ),
    [0x41, 0x00],
  );
}
