import type { Descriptor, DirectoryEntry, FileStat } from '../descriptors/descriptor.ts';
import { systemError } from '../errno.ts';
import { type Filesystem, type OpenOptions, READ_ONLY } from './filesystem.ts';

/** The half of a filesystem that refuses every change with EROFS. */
export abstract class ReadOnlyFilesystem implements Filesystem {
  readonly refusesLinks: boolean = true;
  abstract stat(path: string): FileStat;
  abstract list(path: string): DirectoryEntry[];
  abstract readLink(path: string): string;

  /** Opens an existing file for reading. */
  protected abstract openForReading(path: string): Descriptor;

  open(path: string, options: OpenOptions): Descriptor {
    if (options.write || options.truncate) throw systemError('EROFS');
    try {
      const file = this.openForReading(path);
      file.isReadOnly = true;
      if (options.create && options.exclusive) {
        file.release();
        throw systemError('EEXIST');
      }
      return file;
    } catch (error) {
      throw options.create && error === systemError('ENOENT') ? systemError('EROFS') : error;
    }
  }

  createDirectory(): never {
    throw systemError('EROFS');
  }

  removeDirectory(): never {
    throw systemError('EROFS');
  }

  unlink(): never {
    throw systemError('EROFS');
  }

  rename(): never {
    throw systemError('EROFS');
  }

  link(): never {
    throw systemError('EROFS');
  }

  symlink(): never {
    throw systemError('EROFS');
  }

  setTimes(): never {
    throw systemError('EROFS');
  }
}

/** Makes another filesystem read-only (a mount with `:ro`). */
export class ReadOnlyView extends ReadOnlyFilesystem {
  override readonly refusesLinks: boolean;
  readonly #inner: Filesystem;

  constructor(inner: Filesystem) {
    super();
    this.#inner = inner;
    this.refusesLinks = inner.refusesLinks;
  }

  stat(path: string): FileStat {
    return this.#inner.stat(path);
  }

  list(path: string): DirectoryEntry[] {
    return this.#inner.list(path);
  }

  readLink(path: string): string {
    return this.#inner.readLink(path);
  }

  protected openForReading(path: string): Descriptor {
    return this.#inner.open(path, READ_ONLY);
  }
}
