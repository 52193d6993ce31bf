/** The unit in which changes are kept, in bytes: what a line of Python changes is a few objects and a piece of stack. */
const PAGE = 4096;

/** What a memory had in pages that had something else at the next moment, by their numbers. */
type Pages = ReadonlyMap<number, Buffer>;

/**
 * What a linear memory had at several moments, one after the other: whole for the last of them, and for each before
 * only the pages that were different at the next.
 */
export class MemoryHistory {
  readonly #most: number;
  #last = Buffer.alloc(0);
  /** From each moment but the last to the one before. */
  #changes: Pages[] = [];

  /** @param most how many bytes of changes are kept at most: the earliest moments are forgotten first. */
  constructor(most: number) {
    this.#most = most;
  }

  /** How many moments are known. */
  get count(): number {
    return this.#last.length === 0 ? 0 : this.#changes.length + 1;
  }

  /** Notes what memory has at another moment, which becomes the last. One that has grown is another memory. */
  note(memory: ArrayBufferLike): void {
    const now = Buffer.from(memory as ArrayBuffer);
    if (now.length !== this.#last.length) {
      this.#changes = [];
      this.#last = Buffer.from(now);
      return;
    }
    this.#changes.push(this.#changeTo(now));
    while (sizeOf(this.#changes) > this.#most) this.#changes.shift();
  }

  /** Forgets all moments. */
  forget(): void {
    this.#changes = [];
    this.#last = Buffer.alloc(0);
  }

  /** @param ago how many moments before the last, at most `count - 1`. @returns a copy of what memory had then. */
  copy(ago: number): Uint8Array<SharedArrayBuffer> {
    const copy = new Uint8Array(new SharedArrayBuffer(this.#last.length));
    copy.set(this.#last);
    const way = this.#changes.slice(this.#changes.length - ago).reverse();
    for (const pages of way) {
      for (const [page, bytes] of pages) copy.set(bytes, page * PAGE);
    }
    return copy;
  }

  #changeTo(now: Buffer): Pages {
    const pages = new Map<number, Buffer>();
    for (let begin = 0; begin < now.length; begin += PAGE) {
      const end = begin + PAGE;
      if (this.#last.compare(now, begin, end, begin, end) === 0) continue;
      pages.set(begin / PAGE, Buffer.from(this.#last.subarray(begin, end)));
      now.copy(this.#last, begin, begin, end);
    }
    return pages;
  }
}

function sizeOf(changes: readonly Pages[]): number {
  return PAGE * changes.reduce((sum, { size }) => sum + size, 0);
}
