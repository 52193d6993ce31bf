import {
  Descriptor,
  type DirectoryEntry,
  type FileStat,
  FileType,
  scatter,
  totalLength,
  Whence,
} from '../descriptors/descriptor.ts';
import { systemError } from '../errno.ts';
import { ReadOnlyFilesystem } from './readOnlyFilesystem.ts';
import type { ZipArchive } from './zipArchive.ts';

/** What is in an archive at some path. */
interface Entry {
  readonly inode: number;
  /** Of a directory, the names of what is in it. */
  readonly children: string[] | undefined;
}

/** A ZIP archive as a read-only filesystem. */
export class ZipFilesystem extends ReadOnlyFilesystem {
  readonly #archive: ZipArchive;
  readonly #entries = new Map<string, Entry>();

  constructor(archive: ZipArchive) {
    super();
    this.#archive = archive;
    this.#entries.set('', { inode: 1, children: [] });
    for (const name of archive.names) {
      if (name.endsWith('/')) this.#directory(name.slice(0, -1));
      else this.#add(name, undefined);
    }
  }

  stat(path: string): FileStat {
    const { inode, children } = this.#find(path);
    const member = this.#archive.find(path);
    const time = BigInt(member?.modified ?? 0) * 1_000_000n;
    return {
      device: 0n,
      inode: BigInt(inode),
      type: typeOf(children),
      links: 1n,
      size: BigInt(member?.size ?? 0),
      accessed: time,
      modified: time,
      changed: time,
    };
  }

  list(path: string): DirectoryEntry[] {
    const { children } = this.#entries.get(path) ?? {};
    if (children === undefined) throw systemError('ENOTDIR');
    return children.map(name => {
      const entry = this.#find(path === '' ? name : `${path}/${name}`);
      return { name, type: typeOf(entry.children), inode: BigInt(entry.inode) };
    });
  }

  readLink(): never {
    throw systemError('EINVAL');
  }

  protected openForReading(path: string): Descriptor {
    const stat = this.stat(path);
    if (stat.type !== FileType.regularFile) throw systemError('ENOENT');
    return new ZipFile(stat, this.#archive.read(path));
  }

  #find(path: string): Entry {
    const entry = this.#entries.get(path);
    if (entry === undefined) throw systemError('ENOENT');
    return entry;
  }

  /** What is in a directory, which is added if it is not there: archives may leave them out. */
  #directory(path: string): string[] {
    const known = this.#entries.get(path)?.children;
    if (known !== undefined) return known;
    const children: string[] = [];
    this.#add(path, children);
    return children;
  }

  #add(path: string, children: string[] | undefined): void {
    const slash = path.lastIndexOf('/');
    const parent = this.#directory(slash < 0 ? '' : path.slice(0, slash));
    parent.push(path.slice(slash + 1));
    this.#entries.set(path, { inode: this.#entries.size + 1, children });
  }
}

function typeOf(children: string[] | undefined): FileType {
  return children === undefined ? FileType.regularFile : FileType.directory;
}

/** An open member of the archive, whole in memory. */
class ZipFile extends Descriptor {
  readonly type = FileType.regularFile;
  readonly #stat: FileStat;
  readonly #content: Uint8Array;
  #position = 0;

  constructor(stat: FileStat, content: Uint8Array) {
    super();
    this.#stat = stat;
    this.#content = content;
  }

  override read(buffers: Uint8Array[]): number {
    const count = this.readAt(buffers, this.#position);
    this.#position += count;
    return count;
  }

  override readAt(buffers: Uint8Array[], position: number): number {
    const part = this.#content.subarray(position, position + totalLength(buffers));
    const count = scatter(part, buffers);
    this.onRead?.(buffers, count, position);
    return count;
  }

  override seek(offset: number, whence: Whence): number {
    const start =
      whence === Whence.set ? 0 : whence === Whence.current ? this.#position : this.#content.length;
    if (start + offset < 0) throw systemError('EINVAL');
    this.#position = start + offset;
    return this.#position;
  }

  override sync(): void {}

  override stat(): FileStat {
    return this.#stat;
  }
}
