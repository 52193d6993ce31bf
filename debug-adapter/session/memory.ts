import { memoryIsReadOnly, noMemoryReference } from './errors.ts';
import type { RequestHandlers } from './requests.ts';
import type { Session } from './session.ts';

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
  readonly #session: Session;
  readonly #ranges = new Map<number, MemoryRange>();

  constructor(session: Session) {
    this.#session = session;
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
    if (!this.#session.client.supportsMemoryEvent) return;
    for (const range of this.#ranges.values()) {
      const { size } = range;
      this.#session.emit('memory', {
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

/** Linear memory. */
export function memoryHandlers(session: Session): RequestHandlers {
  return {
    readMemory: ({ memoryReference, offset = 0, count }) => {
      const memory = new Uint8Array(session.debuggee.memory.buffer);
      const start = parseReference(memoryReference) + offset;
      const from = Math.min(Math.max(start, 0), memory.length);
      const to = Math.min(Math.max(start + count, from), memory.length);
      const data = Buffer.from(memory.subarray(from, to)).toString('base64');
      const unreadableBytes = count - (to - from);
      return {
        address: `0x${from.toString(16)}`,
        ...(data === '' ? {} : { data }),
        ...(unreadableBytes === 0 ? {} : { unreadableBytes }),
      };
    },

    writeMemory: ({ memoryReference, offset = 0, data }) => {
      const bytes = Buffer.from(data, 'base64');
      const address = parseReference(memoryReference) + offset;
      if (!session.memory.isWritable(address, bytes.length)) throw memoryIsReadOnly();
      new Uint8Array(session.debuggee.memory.buffer).set(bytes, address);
      session.memory.reportChange();
      if (session.client.supportsInvalidatedEvent) {
        session.emit('invalidated', { areas: ['variables'] });
      }
      return { bytesWritten: bytes.length };
    },
  };
}

function parseReference(reference: string): number {
  if (!/^0x[0-9a-f]{1,8}$/i.test(reference)) throw noMemoryReference(reference);
  return Number(reference);
}
