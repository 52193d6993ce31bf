import type { Descriptor, DirectoryEntry, FileStat } from '../descriptors/descriptor.ts';
import { systemError } from '../errno.ts';
import { READ_ONLY } from '../filesystem/filesystem.ts';
import { MemoryFilesystem } from '../filesystem/memoryFilesystem.ts';
import { ReadOnlyFilesystem } from '../filesystem/readOnlyFilesystem.ts';
import { fetchNow } from './fetchNow.ts';

/** Files at URLs, each of which is fetched when somebody wants more than to see its name. */
export class FetchedFilesystem extends ReadOnlyFilesystem {
  readonly #files = new MemoryFilesystem();
  /** Of those that are not here yet, by their paths. */
  readonly #urls: Map<string, string>;

  /** @param urls by paths. */
  constructor(urls: Readonly<Record<string, string>>) {
    super();
    this.#urls = new Map(Object.entries(urls));
    for (const path of this.#urls.keys()) this.#files.addFile(path, new Uint8Array());
  }

  stat(path: string): FileStat {
    this.#fetch(path);
    return this.#files.stat(path);
  }

  list(path: string): DirectoryEntry[] {
    return this.#files.list(path);
  }

  readLink(path: string): string {
    return this.#files.readLink(path);
  }

  protected openForReading(path: string): Descriptor {
    this.#fetch(path);
    return this.#files.open(path, READ_ONLY);
  }

  /** @throws EIO when the server has no such file to give. */
  #fetch(path: string): void {
    const url = this.#urls.get(path);
    if (url === undefined) return;
    let content: Uint8Array;
    try {
      content = fetchNow(url);
    } catch {
      throw systemError('EIO');
    }
    this.#files.unlink(path);
    this.#files.addFile(path, content);
    this.#urls.delete(path);
  }
}
