import fs from 'node:fs';
import path from 'node:path';
import {
  Descriptor,
  DescriptorFlag,
  type DirectoryEntry,
  type FileStat,
  type FileTimes,
  FileType,
  Whence,
} from '../descriptors/descriptor.ts';
import { systemError } from '../errno.ts';
import type { Filesystem, OpenOptions } from '../filesystem/filesystem.ts';
import { decodeText } from '../text.ts';
import { exactTimes } from './exactTimes.ts';
import { CAN_HOLD, type EntryPath, HeldDirectories, nativePath } from './heldDirectories.ts';
import { withHostErrors } from './hostError.ts';

/** Permissions of new files and directories, before the umask. */
const FILE_MODE = 0o666;
const DIRECTORY_MODE = 0o777;

/**
 * A directory of the machine, and all below it, as a filesystem of the guest.
 * Nothing that is done to it reaches anything else: see `heldDirectories.ts`.
 */
export class HostFilesystem implements Filesystem {
  readonly refusesLinks = CAN_HOLD;
  readonly #root: string;
  readonly #directories: HeldDirectories;

  /** @param root path of a directory of the machine, or of a link to one. */
  constructor(root: string) {
    // The guest must not see a link where it was given a directory.
    this.#root = realPath(root);
    this.#directories = new HeldDirectories(this.#root);
  }

  stat(inner: string): FileStat {
    return this.#at(inner, host => convertStat(fs.lstatSync(host, { bigint: true })));
  }

  list(inner: string): DirectoryEntry[] {
    return this.#in(hostPath(this.#root, inner), at =>
      fs.readdirSync(at('.'), { withFileTypes: true, encoding: 'buffer' }).map(entry => {
        const name = decodeText(entry.name);
        return { name, type: fileType(entry), inode: inodeOf(at(name)) };
      }),
    );
  }

  readLink(inner: string): string {
    return this.#at(inner, host => decodeText(fs.readlinkSync(host, 'buffer')));
  }

  open(inner: string, options: OpenOptions): Descriptor {
    return this.#at(inner, host => {
      const fd = fs.openSync(host, openFlags(options), FILE_MODE);
      // A pipe or device of the machine would block the guest's event loop.
      if (fs.fstatSync(fd).isFile()) return new HostFile(fd, options);
      fs.closeSync(fd);
      throw systemError('ENXIO');
    });
  }

  createDirectory(inner: string): void {
    this.#at(inner, host => fs.mkdirSync(host, DIRECTORY_MODE));
  }

  removeDirectory(inner: string): void {
    this.#at(inner, host => fs.rmdirSync(host));
  }

  unlink(inner: string): void {
    this.#at(inner, host => fs.unlinkSync(host));
  }

  rename(from: string, to: string): void {
    this.#at(from, source => this.#at(to, target => fs.renameSync(source, target)));
  }

  link(from: string, to: string): void {
    this.#at(from, source => this.#at(to, target => fs.linkSync(source, target)));
  }

  symlink(target: string, inner: string): void {
    this.#at(inner, host => fs.symlinkSync(nativePath(target), host));
  }

  setTimes(inner: string, times: FileTimes): void {
    this.#at(inner, host => {
      const { accessed, modified } = mergeTimes(times, () => fs.lstatSync(host, { bigint: true }));
      fs.lutimesSync(host, accessed, modified);
      exactTimes.remember(times, plainStat(fs.lstatSync(host, { bigint: true })));
    });
  }

  #at<Result>(inner: string, operation: (host: string | Buffer) => Result): Result {
    const place = hostPath(this.#root, inner);
    if (inner === '') return this.#in(place, entry => operation(entry('.')));
    return this.#in(path.dirname(place), entry => operation(entry(path.basename(place))));
  }

  #in<Result>(directory: string, operation: (entry: EntryPath) => Result): Result {
    return withHostErrors(() => this.#directories.in(directory, operation));
  }
}

/** The path without symbolic links; that of what does not exist is what it would be. */
function realPath(place: string): string {
  if (fs.existsSync(place)) return fs.realpathSync(place);
  const parent = path.dirname(place);
  return parent === place ? place : path.join(realPath(parent), path.basename(place));
}

/** What Windows does not take as part of a name: separators, streams, ends that it drops. */
const NO_WINDOWS_NAME = /[\\:]|[. ](\/|$)/;

/**
 * The path on this machine of an object below `root`.
 *
 * @param inner its path in the guest, relative to `root`, without `.` and `..`.
 * @throws EINVAL for one whose components mean something else to this machine,
 *   and could lead out of `root`.
 */
export function hostPath(root: string, inner: string, platform = process.platform): string {
  if (inner === '') return root;
  if (platform !== 'win32') return path.posix.join(root, inner);
  if (NO_WINDOWS_NAME.test(inner)) throw systemError('EINVAL');
  return path.win32.join(root, inner);
}

/** An open regular file of the machine. */
class HostFile extends Descriptor {
  readonly type = FileType.regularFile;
  #fd: number;
  readonly #access: Access;
  #position = 0;

  constructor(fd: number, access: Access) {
    super();
    this.#fd = fd;
    this.#access = access;
  }

  /** Whether the system appends is said when a file is opened: it is opened again. */
  override setFlags(flags: number): void {
    const isAppending = (flags & DescriptorFlag.append) !== 0;
    if (CAN_HOLD && isAppending !== ((this.flags & DescriptorFlag.append) !== 0)) {
      const access = accessFlags(this.#access) | (isAppending ? fs.constants.O_APPEND : 0);
      const same = withHostErrors(() => fs.openSync(`/proc/self/fd/${this.#fd}`, access));
      fs.closeSync(this.#fd);
      this.#fd = same;
    }
    super.setFlags(flags);
  }

  override read(buffers: Uint8Array[]): number {
    const count = this.readAt(buffers, this.#position);
    this.#position += count;
    return count;
  }

  override write(buffers: Uint8Array[]): number {
    const isAppending = (this.flags & DescriptorFlag.append) !== 0;
    const position = isAppending ? this.#size() : this.#position;
    const count = this.writeAt(buffers, position);
    this.#position = position + count;
    return count;
  }

  override readAt(buffers: Uint8Array[], position: number): number {
    // The machine refuses to be given no buffer at all.
    if (buffers.length === 0) return 0;
    const count = withHostErrors(() => fs.readvSync(this.#fd, buffers, position));
    this.onRead?.(buffers, count, position);
    return count;
  }

  override writeAt(buffers: Uint8Array[], position: number): number {
    if (buffers.length === 0) return 0;
    return withHostErrors(() => fs.writevSync(this.#fd, buffers, position));
  }

  override seek(offset: number, whence: Whence): number {
    const start =
      whence === Whence.set ? 0 : whence === Whence.current ? this.#position : this.#size();
    if (start + offset < 0) throw systemError('EINVAL');
    this.#position = start + offset;
    return this.#position;
  }

  override stat(): FileStat {
    return withHostErrors(() => convertStat(fs.fstatSync(this.#fd, { bigint: true })));
  }

  override setSize(size: number): void {
    withHostErrors(() => fs.ftruncateSync(this.#fd, size));
  }

  override setTimes(times: FileTimes): void {
    withHostErrors(() => {
      const { accessed, modified } = mergeTimes(times, () =>
        fs.fstatSync(this.#fd, { bigint: true }),
      );
      fs.futimesSync(this.#fd, accessed, modified);
      exactTimes.remember(times, plainStat(fs.fstatSync(this.#fd, { bigint: true })));
    });
  }

  override sync(): void {
    withHostErrors(() => fs.fsyncSync(this.#fd));
  }

  protected override close(): void {
    fs.closeSync(this.#fd);
  }

  #size(): number {
    return withHostErrors(() => fs.fstatSync(this.#fd).size);
  }
}

/** What is done with an open file. */
type Access = Pick<OpenOptions, 'read' | 'write'>;

function accessFlags({ read, write }: Access): number {
  const { O_RDONLY, O_WRONLY, O_RDWR } = fs.constants;
  if (!write) return O_RDONLY;
  return read ? O_RDWR : O_WRONLY;
}

function openFlags(options: OpenOptions): number {
  const { constants } = fs;
  let flags = accessFlags(options);
  if (options.create) flags |= constants.O_CREAT;
  if (options.exclusive) flags |= constants.O_EXCL;
  if (options.truncate) flags |= constants.O_TRUNC;
  if (options.append) flags |= constants.O_APPEND;
  // The namespace has followed the links; one that appears since leads nowhere.
  // A pipe without a writer must not keep open() waiting.
  return flags | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
}

function fileType(entry: fs.Dirent<Buffer> | fs.BigIntStats): FileType {
  if (entry.isFile()) return FileType.regularFile;
  if (entry.isDirectory()) return FileType.directory;
  if (entry.isSymbolicLink()) return FileType.symbolicLink;
  if (entry.isCharacterDevice()) return FileType.characterDevice;
  if (entry.isBlockDevice()) return FileType.blockDevice;
  if (entry.isSocket() || entry.isFIFO()) return FileType.streamSocket;
  return FileType.unknown;
}

/** 0 for what is gone meanwhile. */
function inodeOf(place: string | Buffer): bigint {
  return fs.lstatSync(place, { bigint: true, throwIfNoEntry: false })?.ino ?? 0n;
}

function convertStat(stat: fs.BigIntStats): FileStat {
  return exactTimes.correct(plainStat(stat));
}

function plainStat(stat: fs.BigIntStats): FileStat {
  return {
    device: stat.dev,
    inode: stat.ino,
    type: fileType(stat),
    links: stat.nlink,
    size: stat.size,
    accessed: stat.atimeNs,
    modified: stat.mtimeNs,
    changed: stat.ctimeNs,
  };
}

/** Both times in seconds, as `node:fs` takes them; an absent one is what the file has. */
function mergeTimes(
  times: FileTimes,
  current: () => fs.BigIntStats,
): { accessed: number; modified: number } {
  const stat = times.accessed === undefined || times.modified === undefined ? current() : undefined;
  return {
    accessed: seconds(times.accessed ?? stat?.atimeNs),
    modified: seconds(times.modified ?? stat?.mtimeNs),
  };
}

/**
 * Nanoseconds as the seconds that Node wants. It cuts off what is less than a
 * nanosecond, so one that a division rounds down would become the one before.
 */
function seconds(nanoseconds: bigint | undefined): number {
  return (Number(nanoseconds) + 0.5) / 1e9;
}
