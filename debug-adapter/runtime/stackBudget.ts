/** What a budget says of itself, in memory that other threads share. */
const Cell = { held: 0, limit: 1, size: 2 } as const;

const UNLIMITED = 2 ** 31 - 1;

/**
 * How many engine stacks may exist at a time: an engine that finds no room for another
 * aborts the whole process. Budgets lie in one another, a worker's in its guest's and
 * that in the process's, and what one holds those around it hold, too.
 */
export class StackBudget {
  /** What {@link constructor} takes, in another thread. */
  readonly buffers: readonly SharedArrayBuffer[];
  readonly #cells: readonly Int32Array[];

  /** @param buffers of a budget, its own first; by default those of one that has no limit. */
  constructor(buffers: readonly SharedArrayBuffer[] = [allocate(UNLIMITED)]) {
    this.buffers = buffers;
    this.#cells = buffers.map(buffer => new Int32Array(buffer));
  }

  /** A budget of its own. */
  static of(limit: number): StackBudget {
    return new StackBudget([allocate(limit)]);
  }

  /** A new budget within this one. */
  open(): StackBudget {
    return new StackBudget([allocate(UNLIMITED), ...this.buffers]);
  }

  get held(): number {
    return Atomics.load(this.#cells[0] as Int32Array, Cell.held);
  }

  /** Takes room for stacks. Returns whether there is any; if not, nothing has changed. */
  hold(count: number): boolean {
    this.#add(count);
    const hasRoom = this.#cells.every(
      cells => Atomics.load(cells, Cell.held) <= (cells[Cell.limit] as number),
    );
    if (!hasRoom) this.#add(-count);
    return hasRoom;
  }

  release(count: number): void {
    this.#add(-count);
  }

  /** Whoever held stacks in it is gone, and the stacks with them. */
  close(): void {
    this.release(this.held);
  }

  #add(count: number): void {
    for (const cells of this.#cells) Atomics.add(cells, Cell.held, count);
  }
}

function allocate(limit: number): SharedArrayBuffer {
  const buffer = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT * Cell.size);
  new Int32Array(buffer)[Cell.limit] = limit;
  return buffer;
}
