import type { Descriptor, DirectoryEntry, FileStat, FileTimes } from '../descriptors/descriptor.ts';

/** How to open a file; the fields mirror `path_open2`. */
export interface OpenOptions {
  readonly read: boolean;
  readonly write: boolean;
  readonly create: boolean;
  /** With `create`: fail with EEXIST when the file exists. */
  readonly exclusive: boolean;
  readonly truncate: boolean;
  /** Write at the end of the file, whatever the position. */
  readonly append: boolean;
}

/** How to open a file that is there, and is only read. */
export const READ_ONLY: OpenOptions = {
  read: true,
  write: false,
  create: false,
  exclusive: false,
  truncate: false,
  append: false,
};

/**
 * A tree of files that can be mounted in a guest's {@link Namespace}.
 *
 * Paths are relative to the tree's root, which is the empty string. They
 * contain no `.` and `..`, and no component but the last is a symbolic link:
 * the namespace has resolved those. Failures are thrown as `SystemError`.
 */
export interface Filesystem {
  /** Whether a path with a symbolic link on the way fails all the same, instead of being followed. */
  readonly refusesLinks: boolean;
  /** The stat of the object itself; a symbolic link is not followed. */
  stat(path: string): FileStat;
  list(path: string): DirectoryEntry[];
  readLink(path: string): string;
  /** Opens a regular file. */
  open(path: string, options: OpenOptions): Descriptor;
  createDirectory(path: string): void;
  removeDirectory(path: string): void;
  unlink(path: string): void;
  rename(from: string, to: string): void;
  link(from: string, to: string): void;
  symlink(target: string, path: string): void;
  setTimes(path: string, times: FileTimes): void;
}
