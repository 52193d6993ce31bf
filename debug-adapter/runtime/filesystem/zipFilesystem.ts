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
import type { ZipArchive, ZipMember } from './zipArchive.ts';

/** A ZIP archive as a read-only filesystem. */
export class ZipFilesystem extends ReadOnlyFilesystem {
  readonly #archive: ZipArchive;
  readonly #stats = new Map<string, FileStat>();
  readonly #children = new Map<string, DirectoryEntry[]>();

  constructor(archive: ZipArchive) {
    super();
    this.#archive = archive;
    this.#addDirectory('');
    for (const member of archive.members.values()) {
      if (member.isDirectory) this.#addDirectory(member.name);
      else this.#addFile(member);
    }
  }

  stat(path: string): FileStat {
    const stat = this.#stats.get(path);
    if (stat === undefined) throw systemError('ENOENT');
    return stat;
  }

  list(path: string): DirectoryEntry[] {
    const children = this.#children.get(path);
    if (children === undefined) throw systemError('ENOTDIR');
    return [...children];
  }

  readLink(): never {
    throw systemError('EINVAL');
  }

  protected openForReading(path: string): Descriptor {
    const member = this.#archive.members.get(path);
    if (member === undefined) throw systemError('ENOENT');
    return new ZipFile(this.stat(path), this.#archive.read(member));
  }

  #addFile(member: ZipMember): void {
    this.#addChild(member.name, FileType.regularFile, BigInt(member.size), member.modified);
  }

  /** Adds a directory and, since archives may leave them out, those above it. */
  #addDirectory(path: string): void {
    if (this.#children.has(path)) return;
    this.#children.set(path, []);
    this.#addChild(path, FileType.directory, 0n, 0);
  }

  #addChild(path: string, type: FileType, size: bigint, modified: number): void {
    const inode = BigInt(this.#stats.size + 1);
    const time = BigInt(modified) * 1_000_000n;
    this.#stats.set(path, {
      device: 0n,
      inode,
      type,
      links: 1n,
      size,
      accessed: time,
      modified: time,
      changed: time,
    });
    if (path === '') return;
    const slash = path.lastIndexOf('/');
    const parent = slash < 0 ? '' : path.slice(0, slash);
    this.#addDirectory(parent);
    this.#children.get(parent)?.push({ name: path.slice(slash + 1), type, inode });
  }
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
    return scatter(this.#content.subarray(position, position + totalLength(buffers)), buffers);
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
