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

  /** Whatever is there now is known. Symbolic links do not count. */
  forget(): void {
    this.#known = this.#look();
  }

  /** @returns undefined when nothing has. */
  take(): FileChanges | undefined {
    const before = this.#known;
    const known = this.#look();
    this.#known = known;
    const folders: string[] = [];
    const files: Record<string, Uint8Array> = {};
    for (const [path, { node, version }] of known) {
      const earlier = before.get(path);
      if (node.type === FileType.directory) {
        if (earlier?.node.type !== FileType.directory) folders.push(`/${path}`);
      } else if (earlier?.node !== node || earlier.version !== version) {
        // A copy: the program may change it further.
        files[`/${path}`] = node.content.slice();
      }
    }
    const removed = [...before]
      .filter(([path, { node }]) => known.get(path)?.node.type !== node.type)
      .map(([path]) => `/${path}`);
    const isSame = folders.length + removed.length + Object.keys(files).length === 0;
    return isSame ? undefined : { folders, files, removed: removed.reverse() };
  }

  #look(): ReadonlyMap<string, KnownNode> {
    const nodes = [...this.#filesystem.nodes()].filter(
      ([, { type }]) => type !== FileType.symbolicLink,
    );
    return new Map(nodes.map(([path, node]) => [path, { node, version: node.version }]));
  }
}

interface KnownNode {
  readonly node: MemoryNode;
  readonly version: number;
}
