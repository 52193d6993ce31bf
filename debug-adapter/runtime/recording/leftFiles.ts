import type { Descriptor, FileStat } from '../descriptors/descriptor.ts';
import type { OpenOptions } from '../filesystem/filesystem.ts';
import type { Namespace } from '../filesystem/namespace.ts';
import { readWhole } from '../filesystem/readWhole.ts';

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
 * The files that a recording leaves where they are: those of some mounts that the program only reads. It is
 * known of what is read which part of which file it is.
 */
export class LeftFiles {
  /** The deepest first. */
  readonly #mounts: readonly LeftMount[];
  /** What was read by the call that is being made, by the address that it lies at. */
  readonly #parts = new Map<number, FilePart>();
  /** What files were like that have been read, by their paths. */
  readonly #read = new Map<string, FileStat>();
  /** Those that the program changes, or has made: they are like any other. */
  readonly #changed = new Set<string>();
  /** Told of what is in a file that has been read, and is about to be changed. */
  onChange: (path: string, content: Uint8Array) => void = () => {};
  #namespace: Namespace | undefined;
  #memory: WebAssembly.Memory | undefined;

  constructor(mounts: readonly LeftMount[]) {
    this.#mounts = mounts.toSorted((one, other) => other.point.length - one.point.length);
  }

  /** Binds the files of a program, and its memory, before it runs. */
  follow(namespace: Namespace): void {
    this.#namespace = namespace;
    namespace.onOpen = (path, file, options) => this.#opened(path, file, options);
    namespace.onChange = path => this.#changing(path);
  }

  attach(memory: WebAssembly.Memory): void {
    this.#memory = memory;
  }

  /** Whether a file is left where it is. */
  has(path: string): boolean {
    if (this.#changed.has(path)) return false;
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
      if (!isSame(this.#stat(path), before)) return path;
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

  /** A file is about to be changed, or moved, or all that is in a directory. */
  #changing(path: string): void {
    const below = `${path}/`;
    for (const [each, before] of this.#read) {
      if (each !== path && !each.startsWith(below)) continue;
      const content = this.#content(each, before);
      if (content === undefined) continue;
      this.#read.delete(each);
      this.#changed.add(each);
      this.onChange(each, content);
    }
    this.#changed.add(path);
  }

  /** @returns what is in a file, unless that is not what was read of it any more. */
  #content(path: string, before: FileStat): Uint8Array | undefined {
    if (!isSame(this.#stat(path), before)) return undefined;
    try {
      return readWhole(this.#namespace as Namespace, path);
    } catch {
      return undefined;
    }
  }

  #opened(path: string, file: Descriptor, { write, truncate }: OpenOptions): void {
    if (write || truncate || !this.has(path)) return;
    file.onRead = (buffers, length, position) => {
      if (this.#changed.has(path)) return;
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

function isSame(now: FileStat | undefined, before: FileStat): boolean {
  return now?.size === before.size && now.modified === before.modified;
}
