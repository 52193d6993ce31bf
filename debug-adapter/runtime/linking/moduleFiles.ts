import { errnoName, SystemError } from '../errno.ts';
import type { Namespace } from '../filesystem/namespace.ts';
import { readWhole } from '../filesystem/readWhole.ts';
import { linkErrors } from './linkErrors.ts';

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
      return readWhole(this.#namespace, path);
    } catch (error) {
      if (error instanceof SystemError) throw linkErrors.unreadable(path, errnoName(error.errno));
      throw error;
    }
  }
}
