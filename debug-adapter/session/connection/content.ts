/** How much memory a length that was only announced gets, in bytes. */
const FIRST_CAPACITY = 65_536;

/**
 * The content part of one message, as it comes. Whoever announces much and sends little
 * occupies little: the memory doubles as it fills, so that each byte is copied three times at
 * most, however long the message is and in however many pieces it comes.
 */
export class Content {
  readonly #length: number;
  #bytes: Buffer;
  #filled = 0;

  /** @param length in bytes. */
  constructor(length: number) {
    this.#length = length;
    this.#bytes = Buffer.allocUnsafe(Math.min(length, FIRST_CAPACITY));
  }

  get isComplete(): boolean {
    return this.#filled === this.#length;
  }

  /** All of it, once it is complete. */
  get bytes(): Buffer {
    return this.#bytes;
  }

  /** Takes what belongs to it. @returns the rest. */
  take(bytes: Buffer): Buffer {
    const piece = bytes.subarray(0, this.#length - this.#filled);
    const needed = this.#filled + piece.length;
    if (needed > this.#bytes.length) this.#grow(needed);
    piece.copy(this.#bytes, this.#filled);
    this.#filled = needed;
    return bytes.subarray(piece.length);
  }

  #grow(needed: number): void {
    const capacity = Math.max(needed, 2 * this.#bytes.length);
    const grown = Buffer.allocUnsafe(Math.min(this.#length, capacity));
    this.#bytes.copy(grown, 0, 0, this.#filled);
    this.#bytes = grown;
  }
}
