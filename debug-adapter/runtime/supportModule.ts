/**
 * A WebAssembly module of the runtime's own, for the two things that JavaScript
 * cannot do: make a genuine trap, and test the signature of a function in a
 * guest's table. Its text:
 *
 * ```wat
 * (module
 *   (type $entrypoint (func))
 *   (type $predicate (func (param i32) (result i32)))
 *   (import "guest" "table" (table 0 funcref))
 *   (func (export "isEntrypoint") (type $predicate)
 *     (if (i32.ge_u (local.get 0) (table.size 0))
 *       (then (return (i32.const 0))))
 *     (ref.test (ref $entrypoint) (table.get 0 (local.get 0))))
 *   (func (export "trap") (type $entrypoint)
 *     unreachable))
 * ```
 */
// biome-ignore format: one line for each section of the module
const BINARY = new Uint8Array([
  0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00,
  // types
  0x01, 0x09, 0x02, 0x60, 0x00, 0x00, 0x60, 0x01, 0x7f, 0x01, 0x7f,
  // imports: "guest" "table"
  0x02, 0x11, 0x01, 0x05, 0x67, 0x75, 0x65, 0x73, 0x74, 0x05, 0x74, 0x61, 0x62, 0x6c, 0x65,
  0x01, 0x70, 0x00, 0x00,
  // functions
  0x03, 0x03, 0x02, 0x01, 0x00,
  // exports: "isEntrypoint", "trap"
  0x07, 0x17, 0x02, 0x0c, 0x69, 0x73, 0x45, 0x6e, 0x74, 0x72, 0x79, 0x70, 0x6f, 0x69, 0x6e, 0x74,
  0x00, 0x00, 0x04, 0x74, 0x72, 0x61, 0x70, 0x00, 0x01,
  // code: isEntrypoint
  0x0a, 0x1b, 0x02, 0x15, 0x00, 0x20, 0x00, 0xfc, 0x10, 0x00, 0x4f, 0x04, 0x40, 0x41, 0x00, 0x0f,
  0x0b, 0x20, 0x00, 0x25, 0x00, 0xfb, 0x14, 0x00, 0x0b,
  // code: trap
  0x03, 0x00, 0x00, 0x0b,
]);

/** Compiled when it is needed: whoever looks for an engine that can has to be loaded by one that cannot. */
let module: WebAssembly.Module | undefined;

const modules = new WeakMap<WebAssembly.Table, SupportModule>();

/** The runtime's helpers that are bound to one guest's function table. */
export class SupportModule {
  readonly #isEntrypoint: (index: number) => number;
  readonly #trap: () => void;

  /** The one for a table, be it for many threads. */
  static of(table: WebAssembly.Table): SupportModule {
    const known = modules.get(table) ?? new SupportModule(table);
    modules.set(table, known);
    return known;
  }

  private constructor(table: WebAssembly.Table) {
    module ??= new WebAssembly.Module(BINARY);
    const { exports } = new WebAssembly.Instance(module, { guest: { table } });
    this.#isEntrypoint = exports.isEntrypoint as (index: number) => number;
    this.#trap = exports.trap as () => void;
  }

  /** Whether `index` names a function without parameters and results. */
  isEntrypoint(index: number): boolean {
    return this.#isEntrypoint(index) === 1;
  }

  /**
   * A genuine trap. Unlike any error that JavaScript can construct, WebAssembly
   * code cannot catch it: thrown into a guest, it unwinds the stack without
   * running a handler or a destructor.
   */
  makeTrap(message: string): WebAssembly.RuntimeError {
    try {
      this.#trap();
    } catch (error) {
      const trap = error as WebAssembly.RuntimeError;
      trap.message = message;
      return trap;
    }
    throw new Error('the support module did not trap');
  }
}
