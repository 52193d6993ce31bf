import path from '#platform/path.ts';
import type { FileStore, StoreEntry } from '../../../debug-adapter/session/browser/fileStore.ts';

/**
 * The files of a folder that the page has a handle of, by paths below a point: one of the page's own that the browser
 * keeps (the Origin Private File System), or one of the machine's that the user has picked (the File System Access API).
 */
export class HandleStore implements FileStore {
  readonly #root: FileSystemDirectoryHandle;
  readonly #point: string;

  constructor(root: FileSystemDirectoryHandle, point: string) {
    this.#root = root;
    this.#point = point;
  }

  async list(folder: string): Promise<readonly StoreEntry[]> {
    const entries: StoreEntry[] = [];
    for await (const { name, kind } of (await this.#folder(folder)).values()) {
      entries.push({ name, isFolder: kind === 'directory' });
    }
    return entries;
  }

  async size(file: string): Promise<number> {
    return (await this.#file(file)).size;
  }

  async read(file: string): Promise<Uint8Array> {
    return new Uint8Array(await (await this.#file(file)).arrayBuffer());
  }

  async write(file: string, content: Uint8Array): Promise<void> {
    const folder = await this.#folder(path.dirname(file), true);
    const handle = await folder.getFileHandle(path.basename(file), { create: true });
    const stream = await handle.createWritable();
    await stream.write(content as Uint8Array<ArrayBuffer>);
    await stream.close();
  }

  async createFolder(folder: string): Promise<void> {
    await this.#folder(folder, true);
  }

  async remove(file: string): Promise<void> {
    await (await this.#folder(path.dirname(file))).removeEntry(path.basename(file));
  }

  /** Removes all there is. */
  async clear(): Promise<void> {
    for (const { name } of await this.list(this.#point)) {
      await this.#root.removeEntry(name, { recursive: true });
    }
  }

  async #file(file: string): Promise<File> {
    const folder = await this.#folder(path.dirname(file));
    return (await folder.getFileHandle(path.basename(file))).getFile();
  }

  async #folder(folder: string, create = false): Promise<FileSystemDirectoryHandle> {
    let handle = this.#root;
    for (const name of folder.slice(this.#point.length).split('/')) {
      if (name !== '') handle = await handle.getDirectoryHandle(name, { create });
    }
    return handle;
  }
}
