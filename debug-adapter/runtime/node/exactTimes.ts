import type { FileStat, FileTimes } from '../descriptors/descriptor.ts';

/** How many files are remembered; of the others the times are told as the system has them. */
const MOST_FILES = 65_536;

interface ExactTime {
  /** What was asked for, in nanoseconds. */
  readonly asked: bigint;
  /** What the file had afterwards. */
  readonly got: bigint;
}

interface Entry {
  readonly accessed: ExactTime | undefined;
  readonly modified: ExactTime | undefined;
}

/**
 * The times that were given to files. Node takes them in seconds, as numbers that tell
 * 1.7 thousand million of them to a quarter of a microsecond: a file gets another time than
 * was asked for, and a program that looks finds what it has set all the same.
 */
class ExactTimes {
  readonly #files = new Map<string, Entry>();

  /** @param got the file's stat after it was given `times`. */
  remember(times: FileTimes, got: FileStat): void {
    const key = keyOf(got);
    const before = this.#files.get(key);
    this.#files.delete(key);
    const { accessed, modified } = times;
    this.#files.set(key, {
      accessed: accessed === undefined ? before?.accessed : { asked: accessed, got: got.accessed },
      modified: modified === undefined ? before?.modified : { asked: modified, got: got.modified },
    });
    if (this.#files.size > MOST_FILES) {
      this.#files.delete(this.#files.keys().next().value as string);
    }
  }

  /** A stat with the times that were asked for, where the file still has what it got then. */
  correct(stat: FileStat): FileStat {
    if (this.#files.size === 0) return stat;
    const entry = this.#files.get(keyOf(stat));
    if (entry === undefined) return stat;
    const { accessed, modified } = entry;
    return {
      ...stat,
      accessed: accessed?.got === stat.accessed ? accessed.asked : stat.accessed,
      modified: modified?.got === stat.modified ? modified.asked : stat.modified,
    };
  }
}

function keyOf({ device, inode }: FileStat): string {
  return `${device}:${inode}`;
}

/** Of all files that this worker has given times, by whatever path. */
export const exactTimes = new ExactTimes();
