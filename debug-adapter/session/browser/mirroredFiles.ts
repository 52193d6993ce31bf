import { FileType } from '../../runtime/descriptors/descriptor.ts';
import type { MemoryFilesystem } from '../../runtime/filesystem/memoryFilesystem.ts';
import { FilesystemChanges } from './filesystemChanges.ts';
import type { FileChanges } from './machine.ts';

/** Files in the memory of a worker that another worker has, too: each tells the other what has changed. */
export class MirroredFiles {
  readonly #filesystem: MemoryFilesystem;
  readonly #changes: FilesystemChanges;
  readonly #tell: (changes: FileChanges) => void;

  /** @param tell has the other worker {@link receive} them; all that there is, the first time. */
  constructor(filesystem: MemoryFilesystem, tell: (changes: FileChanges) => void) {
    this.#filesystem = filesystem;
    this.#changes = new FilesystemChanges(filesystem);
    this.#tell = tell;
  }

  /** Tells what has changed here. */
  tell(): void {
    const changes = this.#changes.take();
    if (changes !== undefined) this.#tell(changes);
  }

  /** Takes note of what has changed in the other worker. */
  receive({ removed, folders, files }: FileChanges): void {
    this.tell();
    for (const path of removed) this.#remove(path);
    for (const path of folders) {
      if (!this.#has(path)) this.#filesystem.createDirectory(withoutRoot(path));
    }
    for (const [path, content] of Object.entries(files)) {
      this.#remove(path);
      this.#filesystem.addFile(withoutRoot(path), content);
    }
    this.#changes.forget();
  }

  #remove(path: string): void {
    if (!this.#has(path)) return;
    const name = withoutRoot(path);
    const isFolder = this.#filesystem.stat(name).type === FileType.directory;
    if (isFolder) this.#filesystem.removeDirectory(name);
    else this.#filesystem.unlink(name);
  }

  #has(path: string): boolean {
    try {
      this.#filesystem.stat(withoutRoot(path));
      return true;
    } catch {
      return false;
    }
  }
}

function withoutRoot(path: string): string {
  return path.replace(/^\//, '');
}
