import {
  functionBody,
  functionType,
  importOf,
  leb,
  moduleOf,
  name,
  section,
  signedLeb,
} from '../moduleBytes.ts';
import type { FunctionTable } from './functionTable.ts';
import type { OnLinkAction } from './linkAction.ts';
import type { FunctionType } from './moduleFunctions.ts';
import { access, I32, isOfNumbers, memoryDescription, placesOf } from './valuePlaces.ts';

/** What a closure needs to know of its program. */
export interface ClosureProgram {
  readonly memory: WebAssembly.Memory;
  readonly stackPointer: WebAssembly.Global;
  readonly table: FunctionTable;
  readonly onAction?: OnLinkAction | undefined;
}

/** The stack of a program in linear memory is aligned to so many bytes. */
const ALIGNMENT = 16;

/**
 * Functions that are made while a program runs (WASIX's `closure_allocate`, `closure_prepare` and
 * `closure_free`): one of any type, whose calls lead to a function `(values, results, data)` of the
 * program's. They are WebAssembly's, so that no frame of JavaScript comes between the two, and the
 * stack that they are called on can be suspended. For the type `(i64) -> (i32)`:
 *
 * ```wat
 * (module
 *   (type $closure (func (param i64) (result i32)))
 *   (type $backing (func (param i32 i32 i32)))
 *   (import "guest" "memory" (memory 0 65536 shared))
 *   (import "guest" "table" (table 0 funcref))
 *   (import "guest" "stack" (global $stack (mut i32)))
 *   (import "guest" "backing" (global $backing i32))
 *   (import "guest" "data" (global $data i32))
 *   (func (export "closure") (type $closure) (local $frame i32)
 *     (global.set $stack
 *       (local.tee $frame (i32.sub (global.get $stack) (i32.const 16))))
 *     (i64.store (local.get $frame) (local.get 0))
 *     (call_indirect (type $backing)
 *       (local.get $frame)
 *       (i32.add (local.get $frame) (i32.const 8))
 *       (global.get $data)
 *       (global.get $backing))
 *     (global.set $stack (i32.add (local.get $frame) (i32.const 16)))
 *     (i32.load offset=8 (local.get $frame))))
 * ```
 *
 * Values lie one after the other, without gaps, as `call_dynamic` has them.
 */
export class Closures {
  readonly #program: ClosureProgram;
  readonly #modules = new Map<string, WebAssembly.Module>();
  readonly #free: number[] = [];
  readonly #allocated = new Set<number>();
  readonly #types = new Map<number, FunctionType>();

  constructor(program: ClosureProgram) {
    this.#program = program;
  }

  /** @returns a slot of the table; undefined when there is none. */
  allocate(): number | undefined {
    this.#program.onAction?.({ call: 'allocate' });
    const slot = this.#free.pop() ?? this.#program.table.reserve(1, 1);
    if (slot !== undefined) this.#allocated.add(slot);
    return slot;
  }

  /**
   * Puts a function into a slot.
   *
   * @param backing the slot of the function that it leads to.
   * @param data what that gets as its last argument.
   * @returns whether the slot has been allocated, and the types are numbers, of which there may be 1000.
   */
  prepare(slot: number, type: FunctionType, backing: number, data: number): boolean {
    this.#program.onAction?.({ call: 'prepare', args: [slot, type, backing, data] });
    if (!this.#allocated.has(slot) || !isOfNumbers(type)) return false;
    const { memory, stackPointer, table } = this.#program;
    const constant = (value: number): WebAssembly.Global =>
      new WebAssembly.Global({ value: 'i32', mutable: false }, value);
    const { exports } = new WebAssembly.Instance(this.#moduleOf(type), {
      guest: {
        ...{ memory, table: table.table, stack: stackPointer },
        ...{ backing: constant(backing), data: constant(data) },
      },
    });
    table.set(slot, exports.closure as CallableFunction);
    this.#types.set(slot, type);
    return true;
  }

  /** @returns whether the slot had been allocated. */
  free(slot: number): boolean {
    this.#program.onAction?.({ call: 'free', args: [slot] });
    if (!this.#allocated.delete(slot)) return false;
    this.#types.delete(slot);
    this.#program.table.set(slot, null);
    this.#free.push(slot);
    return true;
  }

  /** The type of the function that a slot has been given here. */
  typeOf(slot: number): FunctionType | undefined {
    return this.#types.get(slot);
  }

  #moduleOf(type: FunctionType): WebAssembly.Module {
    const key = `${type.parameters}:${type.results}`;
    const module =
      this.#modules.get(key) ?? new WebAssembly.Module(closureModule(type, this.#program.memory));
    this.#modules.set(key, module);
    return module;
  }
}

function closureModule(
  { parameters, results }: FunctionType,
  memory: WebAssembly.Memory,
): Uint8Array<ArrayBuffer> {
  return moduleOf(
    section(1, functionType(parameters, results), functionType([I32, I32, I32], [])),
    section(
      2,
      importOf('guest', 'memory', ...memoryDescription(memory)),
      importOf('guest', 'table', 0x01, 0x70, 0x00, 0x00),
      importOf('guest', 'stack', 0x03, I32, 0x01),
      importOf('guest', 'backing', 0x03, I32, 0x00),
      importOf('guest', 'data', 0x03, I32, 0x00),
    ),
    section(3, leb(0)),
    section(7, [...name('closure'), 0x00, ...leb(0)]),
    section(10, closureBody(parameters, results)),
  );
}

const [STACK, BACKING, DATA] = [leb(0), leb(1), leb(2)];

function closureBody(parameters: readonly number[], results: readonly number[]): number[] {
  const frame = leb(parameters.length);
  const values = placesOf(parameters);
  const outcomes = placesOf(results, values.end);
  const size = signedLeb(Math.ceil(outcomes.end / ALIGNMENT) * ALIGNMENT);
  return functionBody(
    [I32],
    // frame = stack -= size
    [0x23, ...STACK, 0x41, ...size, 0x6b, 0x22, ...frame, 0x24, ...STACK],
    values.places.flatMap(({ layout, offset }, index) => [
      ...[0x20, ...frame, 0x20, ...leb(index)],
      ...access(layout.store, offset),
    ]),
    // backing(frame, frame + the values' size, data)
    [0x20, ...frame, 0x20, ...frame, 0x41, ...signedLeb(values.end), 0x6a],
    [0x23, ...DATA, 0x23, ...BACKING, 0x11, ...leb(1), 0x00],
    // stack = frame + size
    [0x20, ...frame, 0x41, ...size, 0x6a, 0x24, ...STACK],
    outcomes.places.flatMap(({ layout, offset }) => [
      ...[0x20, ...frame],
      ...access(layout.load, offset),
    ]),
  );
}
