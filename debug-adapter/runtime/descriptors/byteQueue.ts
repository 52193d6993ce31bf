/** Bytes that wait to be read, in order. */
export class ByteQueue {
  readonly #chunks: Uint8Array[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Adds bytes, which must not change any more. */
  push(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#chunks.push(bytes);
    this.#length += bytes.length;
  }

  /** Moves bytes from the front into `buffers`, as far as both reach. @returns how many. */
  pull(buffers: readonly Uint8Array[]): number {
    let moved = 0;
    for (const buffer of buffers) {
      let filled = 0;
      while (filled < buffer.length && this.#chunks.length > 0) {
        const chunk = this.#chunks[0] as Uint8Array;
        const part = chunk.subarray(0, buffer.length - filled);
        buffer.set(part, filled);
        filled += part.length;
        if (part.length === chunk.length) this.#chunks.shift();
        else this.#chunks[0] = chunk.subarray(part.length);
      }
      moved += filled;
    }
    this.#length -= moved;
    return moved;
  }

  /** Copies bytes from the front into `buffers`, and keeps them. @returns how many. */
  peek(buffers: readonly Uint8Array[]): number {
    const copy = new ByteQueue();
    for (const chunk of this.#chunks) copy.push(chunk);
    return copy.pull(buffers);
  }

  clear(): void {
    this.#chunks.length = 0;
    this.#length = 0;
  }
}
