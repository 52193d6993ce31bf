import {
  type Descriptor,
  type DirectoryEntry,
  type FileStat,
  type FileTimes,
  FileType,
} from '../descriptors/descriptor.ts';
import { systemError } from '../errno.ts';
import type { Filesystem, OpenOptions } from './filesystem.ts';
import { MemoryFile, MemoryNode } from './memoryFile.ts';

/** A tree of files that exist as long as the guest does, such as `/dev/shm`. */
export class MemoryFilesystem implements Filesystem {
  readonly refusesLinks = true;
  /** By path; the root is the empty one. */
  readonly #nodes = new Map<string, MemoryNode>([['', new MemoryNode(FileType.directory)]]);

  /** Adds a file, and the directories above it that are not there. @throws EEXIST, ENOTDIR */
  addFile(path: string, content: Uint8Array): void {
    this.#addDirectories(parentOf(path));
    this.#add(path, new MemoryNode(FileType.regularFile)).write(content, 0);
  }

  #addDirectories(path: string): void {
    if (this.#nodes.has(path)) return;
    this.#addDirectories(parentOf(path));
    this.createDirectory(path);
  }

  /** All that is in it, by path, directories before what is in them. */
  nodes(): Iterable<readonly [path: string, node: MemoryNode]> {
    return this.#nodes;
  }

  stat(path: string): FileStat {
    return this.#node(path).stat();
  }

  list(path: string): DirectoryEntry[] {
    if (this.#node(path).type !== FileType.directory) throw systemError('ENOTDIR');
    return [...this.#nodes]
      .filter(([other]) => other !== '' && parentOf(other) === path)
      .map(([other, { type, inode }]) => ({ name: nameOf(other), type, inode }));
  }

  readLink(path: string): string {
    const { target } = this.#node(path);
    if (target === undefined) throw systemError('EINVAL');
    return target;
  }

  open(path: string, options: OpenOptions): Descriptor {
    let node = this.#nodes.get(path);
    if (node === undefined) {
      if (!options.create) throw systemError('ENOENT');
      node = this.#add(path, new MemoryNode(FileType.regularFile));
    } else if (options.create && options.exclusive) {
      throw systemError('EEXIST');
    }
    if (options.truncate) node.resize(0);
    return new MemoryFile(node, options);
  }

  createDirectory(path: string): void {
    this.#add(path, new MemoryNode(FileType.directory));
  }

  removeDirectory(path: string): void {
    if (this.list(path).length > 0) throw systemError('ENOTEMPTY');
    this.#remove(path);
  }

  unlink(path: string): void {
    this.#remove(path);
  }

  rename(from: string, to: string): void {
    const node = this.#node(from);
    const replaced = this.#nodes.get(to);
    if (replaced === node) return;
    const isDirectory = node.type === FileType.directory;
    if (isDirectory && to.startsWith(`${from}/`)) throw systemError('EINVAL');
    if (replaced !== undefined) {
      const replacesDirectory = replaced.type === FileType.directory;
      if (isDirectory && !replacesDirectory) throw systemError('ENOTDIR');
      if (!isDirectory && replacesDirectory) throw systemError('EISDIR');
      if (replacesDirectory) this.removeDirectory(to);
      else this.#remove(to);
    }
    this.#requireParent(to);
    for (const [path, other] of [...this.#nodes]) {
      if (path !== from && !path.startsWith(`${from}/`)) continue;
      this.#nodes.delete(path);
      this.#nodes.set(to + path.slice(from.length), other);
    }
  }

  link(from: string, to: string): void {
    this.#add(to, this.#node(from)).links++;
  }

  symlink(target: string, path: string): void {
    this.#add(path, new MemoryNode(FileType.symbolicLink, target));
  }

  setTimes(path: string, times: FileTimes): void {
    this.#node(path).setTimes(times);
  }

  #node(path: string): MemoryNode {
    const node = this.#nodes.get(path);
    if (node === undefined) throw systemError('ENOENT');
    return node;
  }

  #add(path: string, node: MemoryNode): MemoryNode {
    if (this.#nodes.has(path)) throw systemError('EEXIST');
    this.#requireParent(path);
    this.#nodes.set(path, node);
    return node;
  }

  #remove(path: string): void {
    this.#node(path).links--;
    this.#nodes.delete(path);
  }

  #requireParent(path: string): void {
    if (this.#node(parentOf(path)).type !== FileType.directory) throw systemError('ENOTDIR');
  }
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
