import type { Descriptor } from '../descriptors/descriptor.ts';
import type { Namespace } from '../filesystem/namespace.ts';
import type { FilePart } from './leftFiles.ts';

/** The files that a recording has left where they were. */
export class GivenFiles {
  readonly #namespace: Namespace;
  /** The one that was read last: what is read of a file is mostly read at once. */
  #last: { readonly path: string; readonly file: Descriptor } | undefined;

  /** @param namespace has them at their paths in the guest. */
  constructor(namespace: Namespace) {
    this.#namespace = namespace;
  }

  /** @returns undefined where there is no such part of such a file. */
  read({ path, position, length }: FilePart): Uint8Array<ArrayBuffer> | undefined {
    const bytes = new Uint8Array(length);
    try {
      const file = this.#open(path);
      for (let done = 0; done < length; ) {
        const count = file.readAt([bytes.subarray(done)], position + done);
        if (count === 0) return undefined;
        done += count;
      }
      return bytes;
    } catch {
      return undefined;
    }
  }

  close(): void {
    this.#last?.file.release();
    this.#last = undefined;
  }

  #open(path: string): Descriptor {
    if (this.#last?.path !== path) {
      this.close();
      this.#last = { path, file: this.#namespace.openForReading(path) };
    }
    return this.#last.file;
  }
}
