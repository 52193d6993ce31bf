import {
  Descriptor,
  type DirectoryEntry,
  type FileStat,
  FileType,
  plainStat,
  totalLength,
} from '../descriptors/descriptor.ts';
import { systemError } from '../errno.ts';
import { fillRandom } from '../random.ts';
import type { OpenOptions } from './filesystem.ts';
import { ReadOnlyFilesystem } from './readOnlyFilesystem.ts';

/** What reading a device gives: fills the buffers and returns the number of bytes. */
const DEVICES: Record<string, (buffers: Uint8Array[]) => number> = {
  null: () => 0,
  zero: buffers => {
    for (const buffer of buffers) buffer.fill(0);
    return totalLength(buffers);
  },
  random: readRandom,
  urandom: readRandom,
};

/** `/dev`: the devices that programs take for granted. */
export class DeviceFilesystem extends ReadOnlyFilesystem {
  stat(path: string): FileStat {
    if (path === '') return plainStat(FileType.directory, 1n);
    const index = Object.keys(DEVICES).indexOf(path);
    if (index < 0) throw systemError('ENOENT');
    return plainStat(FileType.characterDevice, BigInt(2 + index));
  }

  list(path: string): DirectoryEntry[] {
    if (path !== '') throw systemError('ENOTDIR');
    return Object.keys(DEVICES).map(name => {
      const { type, inode } = this.stat(name);
      return { name, type, inode };
    });
  }

  readLink(): never {
    throw systemError('EINVAL');
  }

  override open(path: string, options: OpenOptions): Descriptor {
    // A device takes whatever is written to it, although no file can be added beside it.
    return super.open(path, { ...options, write: false, truncate: false });
  }

  protected openForReading(path: string): Descriptor {
    const read = DEVICES[path];
    if (read === undefined) throw systemError('ENOENT');
    return new Device(this.stat(path), read);
  }
}

class Device extends Descriptor {
  readonly type = FileType.characterDevice;
  readonly #stat: FileStat;
  readonly #read: (buffers: Uint8Array[]) => number;

  constructor(stat: FileStat, read: (buffers: Uint8Array[]) => number) {
    super();
    this.#stat = stat;
    this.#read = read;
  }

  override read(buffers: Uint8Array[]): number {
    return this.#read(buffers);
  }

  override write(buffers: Uint8Array[]): number {
    return totalLength(buffers);
  }

  override seek(): number {
    return 0;
  }

  override stat(): FileStat {
    return this.#stat;
  }
}

function readRandom(buffers: Uint8Array[]): number {
  for (const buffer of buffers) fillRandom(buffer);
  return totalLength(buffers);
}
