import fs from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import { ZipArchive } from '../filesystem/zipArchive.ts';

/** Opens a ZIP archive of the machine. It stays open as long as the process lives. */
export function openZipFile(file: string): ZipArchive {
  const fd = fs.openSync(file, 'r');
  const readAt = (offset: number, length: number): Uint8Array => {
    const bytes = new Uint8Array(length);
    const count = fs.readSync(fd, bytes, 0, length, offset);
    if (count !== length) throw new Error(`${file} ends early`);
    return bytes;
  };
  return new ZipArchive(readAt, fs.fstatSync(fd).size, inflateRawSync);
}
