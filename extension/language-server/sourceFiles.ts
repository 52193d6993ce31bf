/** What a folder has. */
export interface SourceEntry {
  readonly name: string;
  readonly place: string;
  readonly isFile: boolean;
  readonly isFolder: boolean;
}

/**
 * The files that the language server's client has, where the server can read them. A place is what they go by here: a
 * path, or a URI.
 */
export interface SourceFiles {
  /** How many of a workspace are looked at, at most. */
  readonly most: number;
  /** Undefined of what cannot be read here. */
  placeOf(uri: string): string | undefined;
  /** The client's URI. */
  uriOf(place: string): string;
  /** The names that lead there, from the root. */
  names(place: string): readonly string[];
  /** What is in a folder; nothing in one that cannot be read. */
  list(folder: string): Promise<readonly SourceEntry[]>;
  /** A text; an empty one when it cannot be read, or is larger than so many bytes. */
  read(file: string, largest: number): Promise<string>;
  /**
   * Has the packages that are installed in a folder, as they are now, be where `#platform/files.ts` finds them.
   *
   * @returns the path of the folder there.
   */
  findPackages(folder: string): Promise<string>;
  /** Lets others have a turn. */
  turn(): Promise<void>;
}
