import fs from 'node:fs';
import path from 'node:path';
import { systemError } from '../errno.ts';
import { encodeText } from '../text.ts';

/** `O_PATH` of Linux: to hold a directory, not to read it. Node does not name it. */
const O_PATH = 0o10000000;

const DESCRIPTORS = '/proc/self/fd';

/** Whether directories can be held, and named as what is held. */
export const CAN_HOLD = process.platform === 'linux' && fs.existsSync(DESCRIPTORS);

/** How many directories are held ready for the next operation. */
const MOST_HELD = 64;

/** The path of an entry of a directory, for `node:fs`. `.` is the directory itself. */
export type EntryPath = (name: string) => string | Buffer;

/**
 * Does operations in the directories below a root, and keeps them there, whoever
 * puts symbolic links in the way meanwhile: what `openat` is for, which Node does
 * not have.
 *
 * On Linux a directory is held, and has to be the very one that its path names
 * without any link; the paths of its entries start at what is held. Elsewhere it
 * only must not be outside of the root just before the operation.
 */
export class HeldDirectories {
  readonly #root: string;
  readonly #canHold: boolean;
  /** Descriptors by path; the one used last is the last. */
  readonly #held = new Map<string, number>();
  /** Descriptors that are held no longer, and may be in use by an operation still. */
  readonly #retired: number[] = [];
  #depth = 0;

  /** @param root an absolute path without symbolic links. */
  constructor(root: string, canHold = CAN_HOLD) {
    this.#root = root;
    this.#canHold = canHold;
  }

  /**
   * @param directory the root or a path below, as {@link encodeText} takes it.
   * @param operation must not follow a link in the place of an entry.
   * @throws ENOENT when the directory is not where its path says. Others as `node:fs` does.
   */
  in<Result>(directory: string, operation: (entry: EntryPath) => Result): Result {
    if (!this.#canHold) {
      this.#requireInside(directory);
      return operation(name => nativePath(`${directory}${path.sep}${name}`));
    }
    this.#depth++;
    try {
      const held = `${DESCRIPTORS}/${this.#hold(directory)}`;
      return operation(name => nativePath(`${held}/${name}`));
    } finally {
      this.#depth--;
      if (this.#depth === 0) for (const fd of this.#retired.splice(0)) fs.closeSync(fd);
    }
  }

  #hold(directory: string): number {
    const held = this.#held.get(directory);
    if (held !== undefined) {
      this.#held.delete(directory);
      if (isAt(held, directory)) {
        this.#held.set(directory, held);
        return held;
      }
      this.#retired.push(held);
    }
    const flags = O_PATH | fs.constants.O_DIRECTORY | fs.constants.O_NOFOLLOW;
    const fd = fs.openSync(nativePath(directory), flags);
    if (!isAt(fd, directory)) {
      fs.closeSync(fd);
      throw systemError('ENOENT');
    }
    this.#held.set(directory, fd);
    this.#retireOldest();
    return fd;
  }

  #retireOldest(): void {
    if (this.#held.size <= MOST_HELD) return;
    const [directory, fd] = this.#held.entries().next().value as [string, number];
    this.#held.delete(directory);
    this.#retired.push(fd);
  }

  #requireInside(directory: string): void {
    const way = path.relative(this.#root, fs.realpathSync(directory));
    const isInside = way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
    if (!isInside) throw systemError('ENOENT');
  }
}

/** Whether a descriptor is the directory that a path names without any symbolic link. */
function isAt(fd: number, directory: string): boolean {
  const real = fs.readlinkSync(`${DESCRIPTORS}/${fd}`, 'buffer');
  return real.equals(encodeText(directory));
}

/** A path as Node takes it: in bytes, when a name in it is no text. */
export function nativePath(text: string): string | Buffer {
  return text.isWellFormed() ? text : Buffer.from(encodeText(text));
}
