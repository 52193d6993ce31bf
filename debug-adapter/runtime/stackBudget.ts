import { allocateShared, isShared } from './sharedMemory.ts';
import type { StackRoom } from './stackRoom.ts';

/** What a budget says of itself, in memory that other threads share. */
const Cell = { held: 0, limit: 1, ending: 2, releases: 3, size: 4 } as const;

const UNLIMITED = 2 ** 31 - 1;

/**
 * How long stacks that are ending may take until the next of them is released, in milliseconds.
 * A worker unwinds all of its stacks before it can release the first: some 20 µs for each,
 * and a busy machine lets it wait.
 */
const LONGEST_PAUSE = 10_000;

/**
 * How many engine stacks may exist at a time: an engine that finds no room for another
 * aborts the whole process. Budgets lie in one another, a worker's in its guest's and
 * that in the process's, and what one holds those around it hold, too.
 */
export class StackBudget implements StackRoom {
  /** Those that Node's engine keeps, of 4 MiB, are in what a worker holds from its start. */
  readonly kept = 0;
  /** What {@link constructor} takes, in another thread. */
  readonly buffers: readonly ArrayBufferLike[];
  readonly #cells: readonly Int32Array[];

  /** @param buffers of a budget, its own first; by default those of one that has no limit. */
  constructor(buffers: readonly ArrayBufferLike[] = [allocate(UNLIMITED)]) {
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

  /**
   * Takes room for stacks, and waits for it while stacks are ending that have it.
   * Returns whether there is any; if not, nothing has changed.
   */
  hold(count: number): boolean {
    for (;;) {
      const releases = this.#cells.map(cells => Atomics.load(cells, Cell.releases));
      this.#add(Cell.held, count);
      const full = this.#cells.findIndex(
        cells => Atomics.load(cells, Cell.held) > (cells[Cell.limit] as number),
      );
      if (full === -1) return true;
      this.#add(Cell.held, -count);
      const cells = this.#cells[full] as Int32Array;
      // Whoever waits in memory that is not shared waits for itself.
      if (Atomics.load(cells, Cell.ending) === 0 || !isShared(cells.buffer)) return false;
      const seen = releases[full] as number;
      if (Atomics.wait(cells, Cell.releases, seen, LONGEST_PAUSE) === 'timed-out') return false;
    }
  }

  release(count: number): void {
    this.#add(Cell.held, -count);
    this.#tellWaiting();
  }

  /** So many of the stacks that are held will be released soon, whatever the guest does. */
  beginToEnd(count: number): void {
    this.#add(Cell.ending, count);
  }

  /** Stacks have ended of which {@link beginToEnd} has told. */
  end(count: number): void {
    if (count === 0) return;
    this.#add(Cell.ending, -count);
    this.#tellWaiting();
  }

  /** Whoever held stacks in it is gone, and the stacks with them. */
  close(): void {
    this.end(Atomics.load(this.#cells[0] as Int32Array, Cell.ending));
    this.release(this.held);
  }

  #add(cell: number, count: number): void {
    for (const cells of this.#cells) Atomics.add(cells, cell, count);
  }

  #tellWaiting(): void {
    this.#add(Cell.releases, 1);
    for (const cells of this.#cells) Atomics.notify(cells, Cell.releases);
  }
}

function allocate(limit: number): ArrayBufferLike {
  const buffer = allocateShared(Int32Array.BYTES_PER_ELEMENT * Cell.size);
  new Int32Array(buffer)[Cell.limit] = limit;
  return buffer;
}
