import type { Descriptor } from '../descriptors/descriptor.ts';
import { errnoName, SystemError } from '../errno.ts';
import type { Namespace } from '../filesystem/namespace.ts';
import { linkErrors } from './linkErrors.ts';

/** How much is read at a time, in bytes. */
const CHUNK = 1 << 20;

const READ_ONLY = {
  read: true,
  write: false,
  create: false,
  exclusive: false,
  truncate: false,
  append: false,
  followLink: true,
  directory: false,
};

/** The files of a guest, as its linker reads them. */
export interface ModuleSource {
  /** @returns the one absolute path of a file; undefined when there is none. */
  find(path: string): string | undefined;
  /** @throws LinkError */
  read(path: string): Uint8Array<ArrayBuffer>;
}

/** By what the guest may read, and nothing else. */
export class ModuleFiles implements ModuleSource {
  readonly #namespace: Namespace;
  readonly #workingDirectory: () => string;

  constructor(namespace: Namespace, workingDirectory: () => string) {
    this.#namespace = namespace;
    this.#workingDirectory = workingDirectory;
  }

  find(path: string): string | undefined {
    try {
      return this.#namespace.realPath(this.#workingDirectory(), path);
    } catch (error) {
      if (error instanceof SystemError) return undefined;
      throw error;
    }
  }

  read(path: string): Uint8Array<ArrayBuffer> {
    try {
      const file = this.#namespace.open('/', path, READ_ONLY);
      try {
        return readWhole(file);
      } finally {
        file.release();
      }
    } catch (error) {
      if (error instanceof SystemError) throw linkErrors.unreadable(path, errnoName(error.errno));
      throw error;
    }
  }
}

function readWhole(file: Descriptor): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Number(file.stat().size));
  let length = 0;
  while (length < bytes.length) {
    const count = file.readAt([bytes.subarray(length, length + CHUNK)], length);
    // It has become shorter meanwhile.
    if (count === 0) break;
    length += count;
  }
  return bytes.subarray(0, length);
}
