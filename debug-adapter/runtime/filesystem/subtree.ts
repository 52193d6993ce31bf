import type { Descriptor, DirectoryEntry, FileStat, FileTimes } from '../descriptors/descriptor.ts';
import type { Filesystem, OpenOptions } from './filesystem.ts';

/** A folder of a filesystem, with what is below it, as one of its own. */
export class Subtree implements Filesystem {
  readonly #whole: Filesystem;
  readonly #folder: string;

  /** @param folder its path in the whole. */
  constructor(whole: Filesystem, folder: string) {
    this.#whole = whole;
    this.#folder = folder;
  }

  get refusesLinks(): boolean {
    return this.#whole.refusesLinks;
  }

  stat(path: string): FileStat {
    return this.#whole.stat(this.#inWhole(path));
  }

  list(path: string): DirectoryEntry[] {
    return this.#whole.list(this.#inWhole(path));
  }

  readLink(path: string): string {
    return this.#whole.readLink(this.#inWhole(path));
  }

  open(path: string, options: OpenOptions): Descriptor {
    return this.#whole.open(this.#inWhole(path), options);
  }

  createDirectory(path: string): void {
    this.#whole.createDirectory(this.#inWhole(path));
  }

  removeDirectory(path: string): void {
    this.#whole.removeDirectory(this.#inWhole(path));
  }

  unlink(path: string): void {
    this.#whole.unlink(this.#inWhole(path));
  }

  rename(from: string, to: string): void {
    this.#whole.rename(this.#inWhole(from), this.#inWhole(to));
  }

  link(from: string, to: string): void {
    this.#whole.link(this.#inWhole(from), this.#inWhole(to));
  }

  symlink(target: string, path: string): void {
    this.#whole.symlink(target, this.#inWhole(path));
  }

  setTimes(path: string, times: FileTimes): void {
    this.#whole.setTimes(this.#inWhole(path), times);
  }

  #inWhole(path: string): string {
    return [this.#folder, path].filter(part => part !== '').join('/');
  }
}
