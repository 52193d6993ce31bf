import type { FileStore } from './fileStore.ts';
import { isCopied } from './folderCopy.ts';
import type { FileChanges } from './machine.ts';

/** Has a store follow what programs do to their copies of its files. */
export class FollowedChanges {
  readonly #store: FileStore;
  readonly #failed: (path: string, error: Error) => void;
  #latest: Promise<void> = Promise.resolve();

  /** @param failed told of each change that cannot be made. */
  constructor(store: FileStore, failed: (path: string, error: Error) => void) {
    this.#store = store;
    this.#failed = failed;
  }

  /** Makes changes after all those that were made before. @returns when they are made, or have failed. */
  add(changes: FileChanges): Promise<void> {
    this.#latest = this.#latest.then(() => this.#make(changes));
    return this.#latest;
  }

  async #make({ removed, folders, files }: FileChanges): Promise<void> {
    for (const path of removed.filter(isCopied)) {
      await this.#try(path, () => this.#store.remove(path));
    }
    for (const path of folders.filter(isCopied)) {
      await this.#try(path, () => this.#store.createFolder(path));
    }
    for (const [path, content] of Object.entries(files)) {
      if (isCopied(path)) await this.#try(path, () => this.#store.write(path, content));
    }
  }

  async #try(path: string, change: () => Promise<void>): Promise<void> {
    try {
      await change();
    } catch (error) {
      this.#failed(path, error as Error);
    }
  }
}
