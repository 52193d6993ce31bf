import type { Descriptor, FileStat } from '../descriptors/descriptor.ts';
import type { OpenOptions } from '../filesystem/filesystem.ts';
import type { Namespace } from '../filesystem/namespace.ts';

/** A part of a file, which was read into memory. */
export interface FilePart {
  /** The one absolute path of the file, in the guest. */
  readonly path: string;
  /** In bytes from the start. */
  readonly position: number;
  readonly length: number;
}

/** A mount, and whether its files are left where they are. */
export interface LeftMount {
  readonly point: string;
  readonly isLeft: boolean;
}

/**
 * The files that a recording leaves where they are: those of some mounts that are opened for reading
 * alone. It is known of what is read which part of which file it is.
 */
export class LeftFiles {
  /** The deepest first. */
  readonly #mounts: readonly LeftMount[];
  /** What was read by the call that is being made, by the address that it lies at. */
  readonly #parts = new Map<number, FilePart>();
  /** What files were like that have been read, by their paths. */
  readonly #read = new Map<string, FileStat>();
  #namespace: Namespace | undefined;
  #memory: WebAssembly.Memory | undefined;

  constructor(mounts: readonly LeftMount[]) {
    this.#mounts = mounts.toSorted((one, other) => other.point.length - one.point.length);
  }

  /** Binds the files of a program, and its memory, before it runs. */
  follow(namespace: Namespace): void {
    this.#namespace = namespace;
    namespace.onOpen = (path, file, options) => this.#opened(path, file, options);
  }

  attach(memory: WebAssembly.Memory): void {
    this.#memory = memory;
  }

  /** Whether a file is left where it is, if it is only read. */
  has(path: string): boolean {
    const mount = this.#mounts.find(
      ({ point }) => path === point || path.startsWith(point === '/' ? '/' : `${point}/`),
    );
    return mount?.isLeft ?? false;
  }

  /** What lies at an address is known no longer: another call begins. */
  forget(): void {
    if (this.#parts.size > 0) this.#parts.clear();
  }

  /** Which part of a file was read to an address by this call, if one was. */
  at(address: number, length: number): FilePart | undefined {
    const part = this.#parts.get(address);
    return part?.length === length ? part : undefined;
  }

  /** A file that is not as it was when it was read, if there is one. */
  findChanged(): string | undefined {
    for (const [path, before] of this.#read) {
      const now = this.#stat(path);
      if (now?.size !== before.size || now.modified !== before.modified) return path;
    }
    return undefined;
  }

  #stat(path: string): FileStat | undefined {
    try {
      return this.#namespace?.stat('/', path, false);
    } catch {
      return undefined;
    }
  }

  #opened(path: string, file: Descriptor, { write, truncate }: OpenOptions): void {
    if (write || truncate || !this.has(path)) return;
    file.onRead = (buffers, length, position) => {
      if (!this.#read.has(path)) this.#read.set(path, file.stat());
      let [left, at] = [length, position];
      for (const { buffer, byteOffset, length: size } of buffers) {
        const taken = Math.min(left, size);
        // A linker reads to memory of its own.
        if (taken > 0 && buffer === this.#memory?.buffer) {
          this.#parts.set(byteOffset, { path, position: at, length: taken });
        }
        left -= taken;
        at += taken;
      }
    };
  }
}
