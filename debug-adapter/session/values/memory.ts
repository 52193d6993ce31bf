import { fromBase64, toBase64 } from '#platform/base64.ts';
import { memoryIsReadOnly, memoryIsRecorded, noMemoryReference } from '../errors.ts';
import type { RequestHandlers } from '../requests.ts';
import type { Session } from '../session.ts';

/** Linear memory. */
export function memoryHandlers(session: Session): RequestHandlers {
  return {
    readMemory: ({ memoryReference, offset = 0, count }) => {
      const memory = new Uint8Array(session.debuggee.memory.buffer);
      const start = parseReference(memoryReference) + offset;
      const from = Math.min(Math.max(start, 0), memory.length);
      const to = Math.min(Math.max(start + count, from), memory.length);
      const data = toBase64(memory.subarray(from, to));
      const unreadableBytes = count - (to - from);
      return {
        address: `0x${from.toString(16)}`,
        ...(data === '' ? {} : { data }),
        ...(unreadableBytes === 0 ? {} : { unreadableBytes }),
      };
    },

    writeMemory: ({ memoryReference, offset = 0, data }) => {
      if (session.debuggee.isRecorded) throw memoryIsRecorded();
      const bytes = fromBase64(data);
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
