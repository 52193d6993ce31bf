import fs from 'node:fs';

/** The content of an open file from a place on, in memory of its own, which can be transferred. */
export function readWhole(fd: number, start: number): ArrayBuffer {
  const content = new ArrayBuffer(Math.max(fs.fstatSync(fd).size - start, 0));
  const bytes = new Uint8Array(content);
  for (let done = 0; done < bytes.length; ) {
    const count = fs.readSync(fd, bytes, done, bytes.length - done, start + done);
    if (count === 0) throw new Error('a file has become shorter while it was read');
    done += count;
  }
  return content;
}
