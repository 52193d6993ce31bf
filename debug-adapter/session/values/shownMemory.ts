import type { EventSink } from '../eventSink.ts';

/** A piece of linear memory, in bytes. */
interface MemoryRange {
  readonly address: number;
  readonly size: number;
  readonly isReadOnly: boolean;
}

/**
 * The memory of values that have been shown: which parts of linear memory a
 * client may change, and which to ask for again. A reference is an address in
 * hexadecimal digits, so that any other can be read, too.
 */
export class ShownMemory {
  readonly #sink: EventSink;
  readonly #ranges = new Map<number, MemoryRange>();

  /** @param sink whom to tell that it has changed. */
  constructor(sink: EventSink) {
    this.#sink = sink;
  }

  /** The memory reference of a value. */
  reference(range: MemoryRange): string {
    this.#ranges.set(range.address, range);
    return `0x${range.address.toString(16)}`;
  }

  /** Whether a client may change some bytes: they are those of a value that the program may change. */
  isWritable(address: number, size: number): boolean {
    return [...this.#ranges.values()].some(
      range =>
        !range.isReadOnly &&
        address >= range.address &&
        address + size <= range.address + range.size,
    );
  }

  /** Tells a client to look again at what it may be showing. */
  reportChange(): void {
    if (!this.#sink.client.supportsMemoryEvent) return;
    for (const range of this.#ranges.values()) {
      const { size } = range;
      this.#sink.emit('memory', {
        memoryReference: this.reference(range),
        offset: 0,
        count: size,
      });
    }
  }

  /** The program goes on, and what it frees is not its values' any more. */
  forget(): void {
    this.#ranges.clear();
  }
}
