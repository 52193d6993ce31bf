/** Which files a program is started again for. */
export interface ReloadedFilesOptions {
  /** Paths of folders of this machine. */
  readonly folders: readonly string[];
  /** Glob patterns of paths, relative to such a folder or absolute. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/** What is told of them. */
export interface ReloadedFilesEvents {
  /** Some have changed, or are new, and no other has for a moment. */
  changed: [files: ReadonlySet<string>];
  /** From now on no change is missed. */
  ready: [];
  /** They cannot be watched, or not all of them. */
  failed: [error: Error];
}
