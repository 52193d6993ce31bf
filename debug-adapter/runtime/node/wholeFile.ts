import fs from 'node:fs';

/**
 * Reads an open file from a place on into memory of its own, which threads can share, while the caller
 * does something else.
 */
export async function readWhole(fd: number, start: number): Promise<ArrayBuffer> {
  const content = memoryFor(fd, start);
  const bytes = new Uint8Array(content);
  for (let done = 0; done < bytes.length; ) {
    const rest = bytes.subarray(done);
    done += await new Promise<number>((resolve, reject) =>
      fs.read(fd, rest, 0, rest.length, start + done, (error, count) =>
        error === null ? resolve(checked(count)) : reject(error),
      ),
    );
  }
  return content;
}

/**
 * What threads share does not count for the engine's garbage collection, which megabytes would set
 * off in a process that has just begun. All that takes other memory takes such, too.
 */
function memoryFor(fd: number, start: number): ArrayBuffer {
  const memory = new SharedArrayBuffer(Math.max(fs.fstatSync(fd).size - start, 0));
  return memory as unknown as ArrayBuffer;
}

/** @param count of the bytes that were read. */
function checked(count: number): number {
  if (count === 0) throw new Error('a file has become shorter while it was read');
  return count;
}
