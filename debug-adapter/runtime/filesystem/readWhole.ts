import type { Namespace } from './namespace.ts';

/** How much is read at a time, in bytes. */
const CHUNK = 1 << 20;

/**
 * All that is in a file.
 * @param path its absolute path.
 * @throws SystemError
 */
export function readWhole(namespace: Namespace, path: string): Uint8Array<ArrayBuffer> {
  const file = namespace.openForReading(path);
  try {
    const bytes = new Uint8Array(Number(file.stat().size));
    let length = 0;
    while (length < bytes.length) {
      const count = file.readAt([bytes.subarray(length, length + CHUNK)], length);
      // It has become shorter meanwhile.
      if (count === 0) break;
      length += count;
    }
    return bytes.subarray(0, length);
  } finally {
    file.release();
  }
}
