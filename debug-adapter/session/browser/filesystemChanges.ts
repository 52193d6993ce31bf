import { FileType } from '../../runtime/descriptors/descriptor.ts';
import type { MemoryNode } from '../../runtime/filesystem/memoryFile.ts';
import type { MemoryFilesystem } from '../../runtime/filesystem/memoryFilesystem.ts';
import type { FileChanges } from './machine.ts';

/** Finds out what has changed in a filesystem since somebody asked last. */
export class FilesystemChanges {
  readonly #filesystem: MemoryFilesystem;
  #known: ReadonlyMap<string, KnownNode> = new Map();

  constructor(filesystem: MemoryFilesystem) {
    this.#filesystem = filesystem;
  }

  /** @returns undefined when nothing has. Symbolic links do not count. */
  take(): FileChanges | undefined {
    const known = new Map<string, KnownNode>();
    const folders: string[] = [];
    const files: Record<string, Uint8Array> = {};
    for (const [path, node] of this.#filesystem.nodes()) {
      if (node.type === FileType.symbolicLink) continue;
      const { version } = node;
      known.set(path, { node, version });
      const before = this.#known.get(path);
      if (node.type === FileType.directory) {
        if (before?.node.type !== FileType.directory) folders.push(`/${path}`);
      } else if (before?.node !== node || before.version !== version) {
        // A copy: the program may change it further.
        files[`/${path}`] = node.content.slice();
      }
    }
    const removed = [...this.#known]
      .filter(([path, { node }]) => known.get(path)?.node.type !== node.type)
      .map(([path]) => `/${path}`);
    this.#known = known;
    const isSame = folders.length + removed.length + Object.keys(files).length === 0;
    return isSame ? undefined : { folders, files, removed: removed.reverse() };
  }
}

interface KnownNode {
  readonly node: MemoryNode;
  readonly version: number;
}
