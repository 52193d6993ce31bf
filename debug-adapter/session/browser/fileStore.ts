/** Something in a folder of a {@link FileStore}. */
export interface StoreEntry {
  readonly name: string;
  readonly isFolder: boolean;
}

/**
 * Files of somebody's, by absolute paths with `/` between their parts: of an editor, of the browser, of a folder that
 * was picked. Programs get copies of them, and what they do to those can be done here.
 */
export interface FileStore {
  /** What is in a folder: its files, and its folders, but no links to folders, which may lead to one around them. */
  list(folder: string): Promise<readonly StoreEntry[]>;
  /** In bytes. */
  size(file: string): Promise<number>;
  read(file: string): Promise<Uint8Array>;
  write(file: string, content: Uint8Array): Promise<void>;
  createFolder(folder: string): Promise<void>;
  /** Removes a file, or an empty folder. */
  remove(path: string): Promise<void>;
}
