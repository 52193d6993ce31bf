import type { Span } from '../syntax/lineTable.ts';

/**
 * Where a statement of the module itself stands. All that is noted of it, and of what is in it,
 * is counted from here: when the text before it changes, it moves by this alone.
 */
export class Origin {
  /** Where it begins in the text. */
  offset: number;
  /** How many scopes, not counting the module's, and how many calls were numbered before its own. */
  readonly scopes: number;
  readonly calls: number;

  constructor(offset: number, scopes: number, calls: number) {
    this.offset = offset;
    this.scopes = scopes;
    this.calls = calls;
  }

  /** The number that a scope has in the file; 0, the module's, is the same everywhere. */
  scopeAt(own: number): number {
    return own === 0 ? 0 : this.scopes + own;
  }
}

/** A part of the text that moves with its statement. */
export class MovingSpan implements Span {
  readonly #origin: Origin;
  readonly #start: number;
  readonly #length: number;

  constructor(origin: Origin, { from, to }: Span) {
    this.#origin = origin;
    this.#start = from - origin.offset;
    this.#length = to - from;
  }

  get from(): number {
    return this.#origin.offset + this.#start;
  }

  get to(): number {
    return this.from + this.#length;
  }
}
