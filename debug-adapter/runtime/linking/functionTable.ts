/** The most functions that a guest's table may have: beyond, an engine refuses to grow it. */
const MOST_SLOTS = 10_000_000;

/** The table by whose slots a guest's function pointers lead to functions. */
export class FunctionTable {
  readonly table: WebAssembly.Table;
  /** Of the functions that have got one since the program has begun. */
  readonly #slots = new Map<CallableFunction, number>();

  constructor(table: WebAssembly.Table) {
    this.table = table;
  }

  /**
   * Makes room for a module's own elements.
   * @returns its `__table_base`; undefined when there is not as much room.
   */
  reserve(size: number, alignment: number): number | undefined {
    const end = this.table.length;
    const base = Math.ceil(end / alignment) * alignment;
    if (base + size > MOST_SLOTS) return undefined;
    try {
      this.table.grow(base + size - end);
    } catch {
      return undefined;
    }
    return base;
  }

  set(slot: number, entry: CallableFunction | null): void {
    this.table.set(slot, entry);
  }

  get(slot: number): CallableFunction | null {
    return this.table.get(slot) as CallableFunction | null;
  }

  /** The one slot of a function that no module's elements have. */
  slotOf(exported: CallableFunction): number {
    let slot = this.#slots.get(exported);
    if (slot === undefined) {
      slot = this.table.grow(1);
      this.table.set(slot, exported);
      this.#slots.set(exported, slot);
    }
    return slot;
  }
}
