import { systemError } from '../errno.ts';
import type { Descriptor } from './descriptor.ts';

/** `__wasi_fdflagsext_t`: the flag that belongs to a descriptor, not to its description. */
export const CLOSE_ON_EXEC = 1;

interface Entry {
  readonly description: Descriptor;
  /** `__wasi_fdflagsext_t` bits. */
  extendedFlags: number;
}

/** A process's file descriptors. Every method throws EBADF for a number that is not open. */
export class DescriptorTable {
  readonly #entries = new Map<number, Entry>();

  get(fd: number): Descriptor {
    return this.#entry(fd).description;
  }

  getExtendedFlags(fd: number): number {
    return this.#entry(fd).extendedFlags;
  }

  setExtendedFlags(fd: number, flags: number): void {
    this.#entry(fd).extendedFlags = flags;
  }

  /** Gives `description` the lowest free number from `minimum` up. The table owns it now. */
  add(description: Descriptor, options: { minimum?: number; extendedFlags?: number } = {}): number {
    let fd = options.minimum ?? 0;
    while (this.#entries.has(fd)) fd++;
    this.#entries.set(fd, { description, extendedFlags: options.extendedFlags ?? 0 });
    return fd;
  }

  /** `fcntl(F_DUPFD)`: another number, from `minimum` up, for the same description. */
  duplicate(fd: number, minimum = 0, extendedFlags = 0): number {
    return this.add(this.get(fd).retain(), { minimum, extendedFlags });
  }

  /** `dup2`: makes `to` refer to what `from` refers to, and closes what it was before. */
  duplicateTo(from: number, to: number): void {
    const description = this.get(from);
    if (from === to) return;
    description.retain();
    this.#entries.get(to)?.description.release();
    this.#entries.set(to, { description, extendedFlags: 0 });
  }

  close(fd: number): void {
    const { description } = this.#entry(fd);
    this.#entries.delete(fd);
    description.release();
  }

  closeAll(): void {
    for (const fd of [...this.#entries.keys()]) this.close(fd);
  }

  #entry(fd: number): Entry {
    const entry = this.#entries.get(fd);
    if (entry === undefined) throw systemError('EBADF');
    return entry;
  }
}
