import type { FileStore } from './fileStore.ts';
import type { FileContents } from './machine.ts';

/** How much a program may get: all of it is in the page's memory, and may come over a network. */
export const MOST_FILES = 2000;
export const MOST_MEGABYTES = 64;

/** What no program reads, and what was made for another interpreter. */
const LEFT_OUT: ReadonlySet<string> = new Set(['.git', '.hg', 'node_modules', '__pycache__']);

/** Whether a file is copied to programs, and back. */
export function isCopied(path: string): boolean {
  return !path.split('/').some(name => LEFT_OUT.has(name));
}

/** A folder has more than a program may get. */
export class TooLargeFolder extends Error {
  readonly folder: string;

  constructor(folder: string) {
    super(`${folder} has more than ${MOST_FILES} files of ${MOST_MEGABYTES} MB`);
    this.folder = folder;
  }
}

/** How copying goes on, and ends early. */
export interface Copying {
  /** Ends it where somebody gives up: its reason is what is thrown. */
  readonly signal?: AbortSignal;
  /** Is told how many files were copied, after each. */
  copied?(files: number): void;
}

/** Copies of files of folders, which a program gets. */
export class FolderCopy {
  readonly #store: FileStore;
  readonly #copying: Copying;
  readonly #contents: Record<string, Uint8Array> = {};
  #files = 0;
  #copied = 0;
  #bytes = 0;
  #tooLarge: TooLargeFolder | undefined;

  constructor(store: FileStore, copying: Copying = {}) {
    this.#store = store;
    this.#copying = copying;
  }

  /** What was copied, by path. */
  get contents(): Readonly<Record<string, Uint8Array>> & FileContents {
    return this.#contents;
  }

  /** Copies what is in a folder. @throws TooLargeFolder; what the store throws where it cannot be read. */
  async add(folder: string): Promise<void> {
    await this.#addFolder(folder, folder);
  }

  async #addFolder(whole: string, folder: string): Promise<void> {
    this.#requireUnended();
    const entries = await this.#store.list(folder);
    const copied = entries.filter(({ name }) => !LEFT_OUT.has(name));
    await Promise.all(
      copied.map(async ({ name, isFolder }) => {
        const path = `${folder === '/' ? '' : folder}/${name}`;
        if (isFolder) await this.#addFolder(whole, path);
        else await this.#addFile(whole, path);
      }),
    );
  }

  async #addFile(whole: string, path: string): Promise<void> {
    this.#requireUnended();
    this.#files += 1;
    this.#bytes += await this.#store.size(path);
    if (this.#files > MOST_FILES || this.#bytes > MOST_MEGABYTES * 1_000_000) {
      this.#tooLarge ??= new TooLargeFolder(whole);
      throw this.#tooLarge;
    }
    this.#contents[path] = await this.#store.read(path);
    this.#copied += 1;
    this.#copying.copied?.(this.#copied);
  }

  /** @throws what has ended the copying, of which not all hear at once. */
  #requireUnended(): void {
    this.#copying.signal?.throwIfAborted();
    if (this.#tooLarge !== undefined) throw this.#tooLarge;
  }
}
