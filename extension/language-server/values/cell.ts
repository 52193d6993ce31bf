import type { Call } from '../facts/moduleFacts.ts';
import type { Origin } from '../facts/origin.ts';
import type { Value } from './values.ts';

/** What is looked for: a name as a text, what is called by its call, what that gives by its number. */
export type Key = string | Call | number;

/**
 * Something that may change: what has been found there, and what else hangs on it. The names of
 * incremental computing would be a node, its dependents and its dependencies.
 */
export class Cell {
  /** The statement that it is about, if it is about one. */
  readonly origin: Origin | undefined;
  readonly found = new Map<Key, Value[]>();
  /** Where something was found with the help of this one. */
  readonly askers = new Set<Cell>();
  readonly #asked = new Set<Cell>();

  constructor(origin?: Origin) {
    this.origin = origin;
  }

  /** Whether nothing hangs on it any more, and nothing is known. */
  get isIdle(): boolean {
    return this.askers.size === 0 && this.found.size === 0;
  }

  /** Has what is found here hang on another one. */
  ask(other: Cell): void {
    if (other === this) return;
    other.askers.add(this);
    this.#asked.add(other);
  }

  /** Forgets what was found, and on what that hung. */
  clear(): void {
    this.found.clear();
    for (const other of this.#asked) other.askers.delete(this);
    this.#asked.clear();
  }
}

/** Cells by what they are about. Those of which nothing is known any more are left out in time. */
export class CellTable {
  readonly #cells = new Map<string, Cell>();
  #isTidyAt = 64;

  get(key: string): Cell | undefined {
    return this.#cells.get(key);
  }

  /** Made when it is asked for first. */
  at(key: string): Cell {
    const known = this.#cells.get(key);
    if (known !== undefined) return known;
    if (this.#cells.size >= this.#isTidyAt) this.#tidy();
    const cell = new Cell();
    this.#cells.set(key, cell);
    return cell;
  }

  #tidy(): void {
    for (const [key, cell] of this.#cells) {
      if (cell.isIdle) this.#cells.delete(key);
    }
    this.#isTidyAt = Math.max(64, this.#cells.size * 2);
  }
}

/** Has cells forget what they know, and those whose findings hang on them. @returns their statements. */
export function forget(cells: Iterable<Cell>): Set<Origin> {
  const all = new Set(cells);
  const origins = new Set<Origin>();
  // A set that is gone through gives what is added meanwhile.
  for (const cell of all) {
    for (const asker of cell.askers) all.add(asker);
    if (cell.origin !== undefined) origins.add(cell.origin);
    cell.clear();
  }
  return origins;
}
