import {
  Descriptor,
  type DirectoryEntry,
  type FileStat,
  FileType,
  plainStat,
  Whence,
} from '../descriptors/descriptor.ts';
import { systemError } from '../errno.ts';
import { type Filesystem, type OpenOptions, READ_ONLY } from './filesystem.ts';

/** A filesystem and where it appears in the guest: an absolute path without `.` and `..`. */
export interface Mount {
  readonly point: string;
  readonly filesystem: Filesystem;
}

/** An object that a path leads to, or the place where it could be created. */
interface Location {
  /** The absolute path, free of symbolic links up to its last component. */
  readonly path: string;
  readonly mount: Mount | undefined;
  /** The path inside the mount's filesystem. */
  readonly inner: string;
  /** Undefined when nothing is there. */
  readonly stat: FileStat | undefined;
}

/** What a path has that the shortcut does not take: empty components, `.` and `..`. */
const IS_WINDING = /\/\/|\/$|(^|\/)\.\.?(\/|$)/;

/** As many symbolic links as Linux follows in one path. */
const MAXIMUM_LINKS = 40;

/**
 * All files that a guest can name: filesystems mounted at points of one tree.
 * Directories above a mount point exist as empty read-only ones, so that a
 * program can walk down to it.
 *
 * Paths are walked a component at a time in the guest's view, so a symbolic
 * link means what it means to the guest, and none leads out of a mount.
 * Relative paths start at the absolute path `base`.
 */
export class Namespace {
  readonly #mounts: Mount[];
  /** Told of what is about to be changed: a file, or what is below a directory. By its one absolute path. */
  onChange: ((path: string) => void) | undefined;
  /** Told of each file that is opened, by its one absolute path. */
  onOpen: ((path: string, file: Descriptor, options: OpenOptions) => void) | undefined;

  constructor(mounts: Mount[]) {
    // The deepest mount point that matches a path is the one that counts.
    this.#mounts = mounts.toSorted((a, b) => b.point.length - a.point.length);
  }

  stat(base: string, path: string, followLink: boolean): FileStat {
    const { stat } = this.#resolve(base, path, followLink);
    if (stat === undefined) throw systemError('ENOENT');
    return stat;
  }

  /** The one absolute path of what is at a path: without symbolic links, `.` and `..`. */
  realPath(base: string, path: string): string {
    const location = this.#resolve(base, path, true);
    if (location.stat === undefined) throw systemError('ENOENT');
    return location.path;
  }

  /** Opens a file or directory. @param options.directory fail with ENOTDIR for anything else. */
  open(
    base: string,
    path: string,
    options: OpenOptions & { followLink: boolean; directory: boolean },
  ): Descriptor {
    // What is to be new is not made where a link leads, either.
    const isNew = options.create && options.exclusive;
    const location = this.#resolve(base, path, options.followLink && !isNew);
    const type = location.stat?.type;
    if (isNew && type !== undefined) throw systemError('EEXIST');
    if (type === FileType.symbolicLink) throw systemError('ELOOP');
    if (type === FileType.directory) {
      if (options.write || options.truncate) throw systemError('EISDIR');
      return new Directory(this, location.path);
    }
    if (options.directory && type !== undefined) throw systemError('ENOTDIR');
    if (type === undefined && !options.create) throw systemError('ENOENT');
    if (type === undefined && path.endsWith('/')) throw systemError('EISDIR');
    if (location.mount === undefined) throw systemError('EROFS');
    if (options.write || options.truncate) this.onChange?.(location.path);
    const file = location.mount.filesystem.open(location.inner, options);
    this.onOpen?.(location.path, file, options);
    return file;
  }

  /** Opens a file that is only read. @param path its absolute path. */
  openForReading(path: string): Descriptor {
    return this.open('/', path, { ...READ_ONLY, followLink: true, directory: false });
  }

  list(path: string): DirectoryEntry[] {
    const entries = this.#listOwn(path);
    const names = new Set(entries.map(entry => entry.name));
    for (const name of this.#mountPointsBelow(path)) {
      if (names.has(name)) continue;
      const { inode } = this.#statLink(joinPath(path, name)) ?? plainStat(FileType.directory);
      entries.push({ name, type: FileType.directory, inode });
    }
    return entries;
  }

  /** The entries that a mounted filesystem has; none in a directory that only leads to a mount. */
  #listOwn(path: string): DirectoryEntry[] {
    const { mount, inner } = this.#locate(path);
    if (mount === undefined) return [];
    try {
      return mount.filesystem.list(inner);
    } catch (error) {
      if (error === systemError('ENOENT') && this.#leadsToMount(path)) return [];
      throw error;
    }
  }

  readLink(base: string, path: string): string {
    const location = this.#resolve(base, path, false);
    if (location.stat === undefined) throw systemError('ENOENT');
    if (location.stat.type !== FileType.symbolicLink) throw systemError('EINVAL');
    return (location.mount as Mount).filesystem.readLink(location.inner);
  }

  createDirectory(base: string, path: string): void {
    const { filesystem, inner } = this.#absent(base, path);
    filesystem.createDirectory(inner);
  }

  removeDirectory(base: string, path: string): void {
    const location = this.#existing(base, path);
    if (location.stat.type !== FileType.directory) throw systemError('ENOTDIR');
    location.filesystem.removeDirectory(location.inner);
  }

  unlink(base: string, path: string): void {
    const location = this.#existing(base, path);
    if (location.stat.type === FileType.directory) throw systemError('EISDIR');
    this.onChange?.(location.path);
    location.filesystem.unlink(location.inner);
  }

  rename(fromBase: string, from: string, toBase: string, to: string): void {
    const source = this.#existing(fromBase, from);
    const target = this.#resolve(toBase, to, false);
    if (target.mount?.filesystem !== source.filesystem) throw systemError('EXDEV');
    if (this.#isMountPoint(target.path)) throw systemError('EBUSY');
    if (to.endsWith('/') && source.stat.type !== FileType.directory) throw systemError('ENOTDIR');
    this.onChange?.(source.path);
    this.onChange?.(target.path);
    source.filesystem.rename(source.inner, target.inner);
  }

  link(fromBase: string, from: string, followLink: boolean, toBase: string, to: string): void {
    const source = this.#resolve(fromBase, from, followLink);
    if (source.stat === undefined) throw systemError('ENOENT');
    if (source.stat.type === FileType.directory) throw systemError('EPERM');
    const target = this.#absentFile(toBase, to);
    if (target.filesystem !== source.mount?.filesystem) throw systemError('EXDEV');
    target.filesystem.link(source.inner, target.inner);
  }

  symlink(target: string, base: string, path: string): void {
    const { filesystem, inner } = this.#absentFile(base, path);
    filesystem.symlink(target, inner);
  }

  setTimes(
    base: string,
    path: string,
    followLink: boolean,
    times: Parameters<Filesystem['setTimes']>[1],
  ): void {
    const location = this.#resolve(base, path, followLink);
    if (location.stat === undefined) throw systemError('ENOENT');
    if (location.mount === undefined) throw systemError('EROFS');
    location.mount.filesystem.setTimes(location.inner, times);
  }

  /** The absolute path of a directory, for `chdir`. */
  directoryPath(base: string, path: string): string {
    const location = this.#resolve(base, path, true);
    if (location.stat === undefined) throw systemError('ENOENT');
    if (location.stat.type !== FileType.directory) throw systemError('ENOTDIR');
    return location.path;
  }

  #resolve(base: string, path: string, followLast: boolean): Location {
    if (path === '') throw systemError('ENOENT');
    return this.#resolvePlain(base, path) ?? this.#walk(base, path, followLast);
  }

  /**
   * The shortcut for most paths, as long as they may be: one that leads through no
   * link, `.` or `..`, into a directory that exists. Undefined for any other.
   */
  #resolvePlain(base: string, path: string): Location | undefined {
    if (IS_WINDING.test(path)) return undefined;
    const full = path.startsWith('/') ? path : joinPath(base, path);
    const directory = parentPath(full);
    if (full === '/' || this.#locate(directory).mount?.filesystem.refusesLinks !== true) {
      return undefined;
    }
    try {
      if (this.#statLink(directory)?.type !== FileType.directory) return undefined;
      const stat = this.#statLink(full);
      if (stat?.type === FileType.symbolicLink) return undefined;
      return { path: full, stat, ...this.#locate(full) };
    } catch {
      return undefined;
    }
  }

  #walk(base: string, path: string, followLast: boolean): Location {
    const pending = splitPath(path);
    const mustBeDirectory = path.endsWith('/');
    let current = path.startsWith('/') ? '/' : base;
    let stat = this.#statLink(current);
    let links = 0;
    while (pending.length > 0) {
      const component = pending.shift() as string;
      if (stat === undefined) throw systemError('ENOENT');
      if (stat.type !== FileType.directory) throw systemError('ENOTDIR');
      if (component === '.') continue;
      if (component === '..') {
        current = parentPath(current);
        stat = this.#statLink(current);
        continue;
      }
      const child = joinPath(current, component);
      const childStat = this.#statLink(child);
      const isLast = pending.length === 0 && !mustBeDirectory;
      if (childStat?.type === FileType.symbolicLink && (!isLast || followLast)) {
        if (++links > MAXIMUM_LINKS) throw systemError('ELOOP');
        const { mount, inner } = this.#locate(child);
        const target = (mount as Mount).filesystem.readLink(inner);
        pending.unshift(...splitPath(target));
        if (target.startsWith('/')) {
          current = '/';
          stat = this.#statLink(current);
        }
        continue;
      }
      current = child;
      stat = childStat;
    }
    if (mustBeDirectory && stat !== undefined && stat.type !== FileType.directory) {
      throw systemError('ENOTDIR');
    }
    return { path: current, stat, ...this.#locate(current) };
  }

  /** The place of a new object. */
  #absent(base: string, path: string): { filesystem: Filesystem; inner: string } {
    const { stat, mount, inner } = this.#resolve(base, path, false);
    if (stat !== undefined) throw systemError('EEXIST');
    if (mount === undefined) throw systemError('EROFS');
    return { filesystem: mount.filesystem, inner };
  }

  /** The place of a new object that is no directory, and is not called one. */
  #absentFile(base: string, path: string): { filesystem: Filesystem; inner: string } {
    const place = this.#absent(base, path);
    if (path.endsWith('/')) throw systemError('ENOENT');
    return place;
  }

  /** An object that may be removed or renamed. */
  #existing(
    base: string,
    path: string,
  ): { path: string; stat: FileStat; filesystem: Filesystem; inner: string } {
    const location = this.#resolve(base, path, false);
    if (location.stat === undefined) throw systemError('ENOENT');
    if (this.#isMountPoint(location.path)) throw systemError('EBUSY');
    if (location.mount === undefined) throw systemError('EROFS');
    const { path: one, stat, inner } = location;
    return { path: one, stat, filesystem: location.mount.filesystem, inner };
  }

  #locate(path: string): { mount: Mount | undefined; inner: string } {
    const mount = this.#mounts.find(({ point }) => isWithin(path, point));
    const inner = mount === undefined ? '' : path.slice(mount.point.length).replace(/^\//, '');
    return { mount, inner };
  }

  #statLink(path: string): FileStat | undefined {
    const { mount, inner } = this.#locate(path);
    try {
      if (mount !== undefined) return mount.filesystem.stat(inner);
    } catch (error) {
      if (error !== systemError('ENOENT')) throw error;
    }
    return this.#leadsToMount(path) ? plainStat(FileType.directory, pathInode(path)) : undefined;
  }

  #isMountPoint(path: string): boolean {
    return this.#mounts.some(({ point }) => point === path) || this.#leadsToMount(path);
  }

  #leadsToMount(path: string): boolean {
    return path === '/' || this.#mounts.some(({ point }) => isWithin(point, path));
  }

  #mountPointsBelow(path: string): Set<string> {
    const prefix = path === '/' ? '/' : `${path}/`;
    return new Set(
      this.#mounts
        .filter(({ point }) => point.startsWith(prefix) && point !== prefix)
        .map(({ point }) => point.slice(prefix.length).split('/', 1)[0] as string),
    );
  }
}

/**
 * `__wasi_rights_t` bits that no directory has: to read, write, seek, tell and allocate, and to set
 * its size. Whoever opens it again with the rights that it has does not ask to write to it.
 */
const RIGHTS_OF_FILES = [1n, 2n, 5n, 6n, 8n, 19n, 22n].reduce(
  (bits, bit) => bits | (1n << bit),
  0n,
);

/** An open directory. */
class Directory extends Descriptor {
  readonly type = FileType.directory;
  override missingRights = RIGHTS_OF_FILES;
  #position = 0;
  readonly #namespace: Namespace;
  readonly #path: string;
  #entries: readonly DirectoryEntry[] | undefined;

  constructor(namespace: Namespace, path: string) {
    super();
    this.#namespace = namespace;
    this.#path = path;
  }

  override get directoryPath(): string {
    return this.#path;
  }

  override read(): number {
    throw systemError('EISDIR');
  }

  /** Its entries are read by position, but not by this one. */
  override seek(offset: number, whence: Whence): number {
    const position = whence === Whence.current ? this.#position + offset : offset;
    if (position < 0) throw systemError('EINVAL');
    this.#position = position;
    return position;
  }

  override sync(): void {}

  override stat(): FileStat {
    return this.#namespace.stat('/', this.#path, false);
  }

  override setTimes(times: Parameters<Filesystem['setTimes']>[1]): void {
    this.#namespace.setTimes('/', this.#path, false, times);
  }

  override list(isBeginning: boolean): readonly DirectoryEntry[] {
    if (isBeginning || this.#entries === undefined) this.#entries = this.#readEntries();
    return this.#entries;
  }

  #readEntries(): DirectoryEntry[] {
    const self = this.stat().inode;
    const parent = this.#namespace.stat('/', parentPath(this.#path), false).inode;
    return [
      { name: '.', type: FileType.directory, inode: self },
      { name: '..', type: FileType.directory, inode: parent },
      ...this.#namespace.list(this.#path),
    ];
  }
}

/** A directory that a program is granted at start, under a name by which it finds paths. */
export class GrantedDirectory extends Directory {
  override readonly preopenedAs: string;

  constructor(namespace: Namespace, path: string, name: string) {
    super(namespace, path);
    this.preopenedAs = name;
  }
}

function splitPath(path: string): string[] {
  return path.split('/').filter(component => component !== '');
}

/** `child` appended to the absolute path `directory`. */
export function joinPath(directory: string, child: string): string {
  return directory === '/' ? `/${child}` : `${directory}/${child}`;
}

/** The directory that an absolute path is in. */
export function parentPath(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash <= 0 ? '/' : path.slice(0, slash);
}

/** Whether `path` is `directory` or lies below it. */
function isWithin(path: string, directory: string): boolean {
  return (
    directory === '/' ||
    path === directory ||
    (path.startsWith(directory) && path[directory.length] === '/')
  );
}

/** A stable inode number for a directory that no filesystem knows (64-bit FNV-1a). */
function pathInode(path: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (const character of path) {
    hash ^= BigInt(character.codePointAt(0) as number);
    hash = BigInt.asUintN(64, hash * 0x100000001b3n);
  }
  return hash;
}
