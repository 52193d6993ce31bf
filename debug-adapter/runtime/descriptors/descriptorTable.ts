import { systemError } from '../errno.ts';
import type { Descriptor } from './descriptor.ts';

/** `__wasi_fdflagsext_t`: the flag that belongs to a descriptor, not to its description. */
export const CLOSE_ON_EXEC = 1;

/** A number above it is a negative one, for a libc that has it signed. */
const HIGHEST = 0x7fff_ffff;

interface Entry {
  readonly description: Descriptor;
  /** `__wasi_fdflagsext_t` bits. */
  extendedFlags: number;
  /** Whether the number belongs to the host: the program cannot close, replace or duplicate it. */
  readonly isReserved: boolean;
}

/**
 * A process's file descriptors. Every method throws EBADF for a number that is
 * not open, and to change one that is {@link reserve}d.
 */
export class DescriptorTable {
  readonly #entries = new Map<number, Entry>();

  get(fd: number): Descriptor {
    return this.#entry(fd).description;
  }

  /** What a number refers to; undefined when it is not open. */
  find(fd: number): Descriptor | undefined {
    return this.#entries.get(fd)?.description;
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
    const extendedFlags = options.extendedFlags ?? 0;
    this.#entries.set(fd, { description, extendedFlags, isReserved: false });
    return fd;
  }

  /** Opens `description` at a free number that the program can use but not change. */
  reserve(fd: number, description: Descriptor): void {
    this.#entries.set(fd, { description, extendedFlags: 0, isReserved: true });
  }

  /** `fcntl(F_DUPFD)`: another number, from `minimum` up, for the same description. */
  duplicate(fd: number, minimum = 0, extendedFlags = 0): number {
    if (minimum > HIGHEST) throw systemError('EINVAL');
    return this.add(this.#ownEntry(fd).description.retain(), { minimum, extendedFlags });
  }

  /** `dup2`: makes `to` refer to what `from` refers to, and closes what it was before. */
  duplicateTo(from: number, to: number): void {
    const { description } = this.#ownEntry(from);
    if (to > HIGHEST) throw systemError('EBADF');
    if (from === to) return;
    if (this.#entries.has(to)) this.close(to);
    this.#entries.set(to, {
      description: description.retain(),
      extendedFlags: 0,
      isReserved: false,
    });
  }

  close(fd: number): void {
    const { description } = this.#ownEntry(fd);
    this.#entries.delete(fd);
    description.release();
  }

  closeAll(): void {
    const entries = [...this.#entries.values()];
    this.#entries.clear();
    for (const { description } of entries) description.release();
  }

  /** An entry that the program may change. */
  #ownEntry(fd: number): Entry {
    const entry = this.#entry(fd);
    if (entry.isReserved) throw systemError('EBADF');
    return entry;
  }

  #entry(fd: number): Entry {
    const entry = this.#entries.get(fd);
    if (entry === undefined) throw systemError('EBADF');
    return entry;
  }
}
