import { encodeText } from '../text.ts';
import type { EntryKind } from './format.ts';
import type { LogSink } from './platform.ts';

/** How much is kept until it is a chunk, in bytes. */
const CHUNK_SIZE = 1 << 18;

/** Writes entries in chunks, none of which ends within an entry. */
export class LogWriter {
  readonly #sink: LogSink;
  #bytes = new Uint8Array(2 * CHUNK_SIZE);
  #length = 0;

  constructor(sink: LogSink) {
    this.#sink = sink;
  }

  /** Begins an entry. */
  begin(kind: EntryKind): void {
    if (this.#length >= CHUNK_SIZE) this.flush();
    this.#reserve(1);
    this.#bytes[this.#length++] = kind;
  }

  /** An unsigned number below 2^32, in 7 bits a byte, the lowest first (LEB128). */
  number(value: number): void {
    this.#reserve(5);
    let rest = value >>> 0;
    while (rest >= 0x80) {
      this.#bytes[this.#length++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.#bytes[this.#length++] = rest;
  }

  /** A signed number of 32 bits, by its distance from 0 (zigzag). */
  signed(value: number): void {
    this.number((value << 1) ^ (value >> 31));
  }

  /** 32 bits, the lowest byte first. */
  word(value: number): void {
    this.#reserve(4);
    for (let shift = 0; shift < 32; shift += 8) this.#bytes[this.#length++] = value >>> shift;
  }

  /** Bytes, after their number: a part of some, by default all of them. */
  bytes(source: Uint8Array, start = 0, length = source.length): void {
    this.number(length);
    this.#reserve(length);
    // Most are a few, for which a view would take longer.
    if (length <= 16) {
      for (let index = 0; index < length; index++) {
        this.#bytes[this.#length + index] = source[start + index] as number;
      }
    } else {
      this.#bytes.set(source.subarray(start, start + length), this.#length);
    }
    this.#length += length;
  }

  text(value: string): void {
    this.bytes(encodeText(value));
  }

  /** Hands on what there is; between two entries. */
  flush(): void {
    if (this.#length === 0) return;
    const chunk = this.#bytes.subarray(0, this.#length);
    this.#length = 0;
    this.#sink.write(chunk);
  }

  close(): void {
    this.flush();
    this.#sink.close();
  }

  #reserve(count: number): void {
    const needed = this.#length + count;
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(2 * needed);
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}
