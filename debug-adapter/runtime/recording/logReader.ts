import { decodeText } from '../text.ts';
import { Entry, type EntryKind } from './format.ts';
import type { LogSource } from './platform.ts';
import { ReplayError } from './replayErrors.ts';

/** Reads the entries of a recording, one after the other. */
export class LogReader {
  readonly #source: LogSource;
  #bytes = new Uint8Array();
  #at = 0;
  /** Why there is no further entry, where the recording does not just end. */
  failure: ReplayError | undefined;

  constructor(source: LogSource) {
    this.#source = source;
  }

  /** What kind the next entry is; none at the end. */
  get next(): EntryKind {
    if (this.#at >= this.#bytes.length) {
      const chunk = this.#source.next();
      if (chunk instanceof ReplayError) this.failure = chunk;
      if (!(chunk instanceof Uint8Array)) return Entry.none;
      this.#bytes = chunk as Uint8Array<ArrayBuffer>;
      this.#at = 0;
    }
    return this.#bytes[this.#at] as EntryKind;
  }

  /** Begins to read the next entry, whose kind is known. */
  begin(): void {
    this.#at++;
  }

  number(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.#bytes[this.#at++] as number;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
  }

  signed(): number {
    const value = this.number();
    return (value >>> 1) ^ -(value & 1);
  }

  word(): number {
    let value = 0;
    for (let shift = 0; shift < 32; shift += 8) {
      value |= (this.#bytes[this.#at++] as number) << shift;
    }
    return value >>> 0;
  }

  /** A view, which is good until the next entry is begun. */
  bytes(): Uint8Array {
    const length = this.number();
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  text(): string {
    return decodeText(this.bytes());
  }
}
