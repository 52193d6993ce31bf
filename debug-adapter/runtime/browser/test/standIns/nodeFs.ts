/** Stands in for `node:fs`, as far as the runtime's tests use it, and for the filesystem of a machine. */
import { MemoryFilesystem } from '../../../filesystem/memoryFilesystem.ts';
import { Subtree } from '../../../filesystem/subtree.ts';
import { encodeText } from '../../../text.ts';

/** What the tests take for this machine's files. */
const disk = new MemoryFilesystem();

let folders = 0;

export default {
  mkdtempSync: (prefix: string): string => {
    folders++;
    const folder = `${prefix}${folders}`;
    disk.createDirectory(folder);
    return folder;
  },
  writeFileSync: (file: string, text: string): void => disk.addFile(file, encodeText(text)),
  // They are gone with the worker.
  rmSync: (_folder: string): void => {},
};

/** Stands in for that of `runtime/node`. */
export class HostFilesystem extends Subtree {
  constructor(folder: string) {
    super(disk, folder);
  }
}
