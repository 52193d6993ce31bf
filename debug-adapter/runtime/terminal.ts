import { allocateShared } from './sharedMemory.ts';

/** What a terminal does with what is typed, before a program reads it. */
export interface TerminalModes {
  /** Shows it. */
  readonly echo: boolean;
  /** Keeps it until the line is complete, and lets that be edited. */
  readonly lineBuffered: boolean;
}

/** How every terminal starts. */
export const COOKED: TerminalModes = { echo: true, lineBuffered: true };

/** A terminal's size in character cells, in memory that the host and the guest's thread share. */
export class TerminalSize {
  readonly #cells: Int32Array;

  /** @param buffer what {@link allocate} returned, possibly in another thread. */
  constructor(buffer: ArrayBufferLike) {
    this.#cells = new Int32Array(buffer);
  }

  /** Room for a size, which is 80 by 25 at first. */
  static allocate(): ArrayBufferLike {
    const buffer = allocateShared(2 * Int32Array.BYTES_PER_ELEMENT);
    new TerminalSize(buffer).set(80, 25);
    return buffer;
  }

  /** What {@link allocate} returned. */
  get buffer(): ArrayBufferLike {
    return this.#cells.buffer;
  }

  get columns(): number {
    return Atomics.load(this.#cells, 0);
  }

  get rows(): number {
    return Atomics.load(this.#cells, 1);
  }

  set(columns: number, rows: number): void {
    Atomics.store(this.#cells, 0, columns);
    Atomics.store(this.#cells, 1, rows);
  }
}
