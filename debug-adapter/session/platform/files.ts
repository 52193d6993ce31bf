/** What is told of a file or folder. Symbolic links are followed. */
export interface FileLook {
  readonly isFile: boolean;
  readonly isFolder: boolean;
  /** In bytes. */
  readonly size: number;
  readonly changed: Date;
}

/** What a folder has. */
export interface FolderEntry {
  readonly name: string;
  readonly isFolder: boolean;
}

/**
 * The files of the machine that the debugger runs on, by paths as that machine has them. What is asked for by
 * a request is answered at once: a client that has set a breakpoint may ask for the next thing already.
 */
export interface Files {
  exists(file: string): boolean;
  /** @returns undefined for what is not there, cannot be reached, or is no path at all. */
  look(file: string): FileLook | undefined;
  /** The path without symbolic links. @throws Error when nothing is there. */
  realPath(file: string): string;
  /** The names of what is in a folder. @throws Error when it is none, or cannot be read. */
  list(folder: string): FolderEntry[];
  /** @throws Error with the system's `code` when it cannot be read. */
  read(file: string): Uint8Array;
  /** @throws Error when it cannot be removed. */
  remove(file: string): void;
}
