import { systemError } from '../errno.ts';
import { type Direction, READY, type Readiness, type ReadinessSignal } from './readiness.ts';

/** `__wasi_filetype_t`. */
export const FileType = {
  unknown: 0,
  blockDevice: 1,
  characterDevice: 2,
  directory: 3,
  regularFile: 4,
  datagramSocket: 5,
  streamSocket: 6,
  symbolicLink: 7,
} as const;

export type FileType = (typeof FileType)[keyof typeof FileType];

/** `__wasi_fdflags_t`. */
export const DescriptorFlag = { append: 1, dsync: 2, nonblock: 4, rsync: 8, sync: 16 } as const;

/** `__wasi_filestat_t`; sizes in bytes, times in nanoseconds since 1970. */
export interface FileStat {
  readonly device: bigint;
  readonly inode: bigint;
  readonly type: FileType;
  readonly links: bigint;
  readonly size: bigint;
  readonly accessed: bigint;
  readonly modified: bigint;
  readonly changed: bigint;
}

/** New times for a file, in nanoseconds since 1970; an absent one is left alone. */
export interface FileTimes {
  readonly accessed?: bigint | undefined;
  readonly modified?: bigint | undefined;
}

export interface DirectoryEntry {
  readonly name: string;
  readonly type: FileType;
  readonly inode: bigint;
}

/**
 * An open file description: what a file descriptor of the guest refers to.
 * Several descriptors share one after `dup`.
 *
 * Every operation fails in the way POSIX names for an object that does not have
 * it, so that a new kind writes only what it can do. No operation waits: one
 * that cannot go on now throws EAGAIN, and the caller sleeps on
 * {@link changes} until {@link readiness} says otherwise.
 */
export abstract class Descriptor {
  abstract readonly type: FileType;

  /** {@link DescriptorFlag} bits, shared by all duplicates. */
  flags = 0;

  /** Whether the mount that it belongs to is read-only: nothing of it can be set. */
  isReadOnly = false;

  /** `__wasi_rights_t` bits that it was opened without: those to read or to write. */
  missingRights = 0n;

  /** Whether a person sits at the other end. */
  readonly isTerminal: boolean = false;

  /** Set for a directory granted to the program at start: its path in the guest. */
  readonly preopenedAs: string | undefined = undefined;

  /** Notified when {@link readiness} may have changed; absent when the descriptor is always ready. */
  readonly changes: ReadinessSignal | undefined = undefined;

  /**
   * Whether its readiness changes only while the event loop turns, which it does
   * not while the guest never waits.
   */
  readonly isFedByEventLoop: boolean = false;

  /**
   * Told of what is read of a file by its position: of the first bytes of the buffers, so many. For who has
   * to know where they come from.
   */
  onRead: ((buffers: readonly Uint8Array[], length: number, position: number) => void) | undefined;

  #references = 1;

  /** Counts one more file descriptor that refers to this. */
  retain(): this {
    this.#references++;
    return this;
  }

  /** Counts one descriptor less; the last one closes. */
  release(): void {
    this.#references--;
    if (this.#references === 0) this.close();
  }

  /** Releases what the description holds. Called once, by {@link release}. */
  protected close(): void {}

  readiness(_direction: Direction): Readiness {
    return READY;
  }

  /** Reads at the current position into `buffers`; 0 is the end of the file. */
  read(_buffers: Uint8Array[]): number {
    throw systemError('EBADF');
  }

  /**
   * Writes at the current position.
   *
   * @returns the number of bytes taken; a promise where the writer does not go on before somebody has heard of them.
   */
  write(_buffers: Uint8Array[]): number | Promise<number> {
    throw systemError('EBADF');
  }

  /** Reads at `position` (bytes from the start) without moving the current position. */
  readAt(_buffers: Uint8Array[], _position: number): number {
    throw systemError('ESPIPE');
  }

  writeAt(_buffers: Uint8Array[], _position: number): number {
    throw systemError('ESPIPE');
  }

  /** Moves the current position. @returns the new one, in bytes from the start. */
  seek(_offset: number, _whence: Whence): number {
    throw systemError('ESPIPE');
  }

  abstract stat(): FileStat;

  setSize(_size: number): void {
    throw systemError('EINVAL');
  }

  setTimes(_times: FileTimes): void {
    throw systemError('EBADF');
  }

  /** Forces written data out to the device. */
  sync(): void {
    throw systemError('EINVAL');
  }

  /** Gives the description other {@link DescriptorFlag} bits. */
  setFlags(flags: number): void {
    this.flags = flags;
  }

  /** The path of a directory in the guest, from which relative paths start. */
  get directoryPath(): string {
    throw systemError('ENOTDIR');
  }

  /**
   * All entries of a directory, `.` and `..` included, as they were when a
   * reader last began: whoever removes them one by one meets each of them.
   *
   * @param isBeginning whether a reader begins now.
   */
  list(_isBeginning: boolean): readonly DirectoryEntry[] {
    throw systemError('ENOTDIR');
  }
}

/** `__wasi_whence_t`. */
export const Whence = { set: 0, current: 1, end: 2 } as const;
export type Whence = (typeof Whence)[keyof typeof Whence];

/** The stat of something that is no file: no size, no times, its own inode. */
export function plainStat(type: FileType, inode = 0n): FileStat {
  return {
    device: 0n,
    inode,
    type,
    links: 1n,
    size: 0n,
    accessed: 0n,
    modified: 0n,
    changed: 0n,
  };
}

/** The number of bytes that `buffers` hold together. */
export function totalLength(buffers: Uint8Array[]): number {
  return buffers.reduce((sum, buffer) => sum + buffer.length, 0);
}

/**
 * Copies from the front of `source` into `buffers`, as far as both reach.
 * @returns the number of bytes copied.
 */
export function scatter(source: Uint8Array, buffers: Uint8Array[]): number {
  let copied = 0;
  for (const buffer of buffers) {
    const part = source.subarray(copied, copied + buffer.length);
    buffer.set(part);
    copied += part.length;
  }
  return copied;
}

/**
 * A copy of `buffers` in one piece, detached from the guest's memory.
 * @param most the number of bytes after which it ends.
 */
export function gather(buffers: Uint8Array[], most = Number.POSITIVE_INFINITY): Uint8Array {
  const bytes = new Uint8Array(Math.min(totalLength(buffers), most));
  let offset = 0;
  for (const buffer of buffers) {
    const part = buffer.subarray(0, bytes.length - offset);
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}
