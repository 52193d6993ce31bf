import { EventEmitter } from 'node:events';
import type { Writable } from 'node:stream';
import { encodeMessage } from './message.ts';

/** How many bytes may wait for a client before what the program prints has to wait, too. */
const FULL = 1 << 20;

/** How many bytes may wait for a client before its requests have to. */
const OVERFULL = 64 << 20;

interface MessageWriterEvents {
  /** The client does not read as fast as it is written to. */
  full: [];
  /** It does not read at all, but goes on asking. */
  overfull: [];
  /** It has read all that there was. Follows the other two. */
  drained: [];
}

/** Writes messages to a client, and tells when that does not read them. */
export class MessageWriter extends EventEmitter<MessageWriterEvents> {
  readonly #output: Writable;
  #isFull = false;
  #isOverfull = false;

  constructor(output: Writable) {
    super();
    this.#output = output;
    output.on('drain', () => {
      if (!this.#isFull) return;
      this.#isFull = false;
      this.#isOverfull = false;
      this.emit('drained');
    });
  }

  write(message: object): void {
    this.#output.write(encodeMessage(message));
    const waiting = this.#output.writableLength;
    if (waiting > FULL && !this.#isFull) {
      this.#isFull = true;
      this.emit('full');
    }
    if (waiting > OVERFULL && !this.#isOverfull) {
      this.#isOverfull = true;
      this.emit('overfull');
    }
  }
}
