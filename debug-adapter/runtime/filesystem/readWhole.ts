import type { Namespace } from './namespace.ts';

/** How to open a file that is only read. */
export const READ_ONLY = {
  read: true,
  write: false,
  create: false,
  exclusive: false,
  truncate: false,
  append: false,
  followLink: true,
  directory: false,
};

/** How much is read at a time, in bytes. */
const CHUNK = 1 << 20;

/**
 * All that is in a file.
 * @param path its absolute path.
 * @throws SystemError
 */
export function readWhole(namespace: Namespace, path: string): Uint8Array<ArrayBuffer> {
  const file = namespace.open('/', path, READ_ONLY);
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
