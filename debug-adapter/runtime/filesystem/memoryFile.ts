import {
  Descriptor,
  DescriptorFlag,
  type FileStat,
  type FileTimes,
  FileType,
  gather,
  scatter,
  totalLength,
  Whence,
} from '../descriptors/descriptor.ts';
import { systemError } from '../errno.ts';
import type { OpenOptions } from './filesystem.ts';

/** As much as a file may hold: what the guest's own memory does. */
const LARGEST = 2 ** 32;

/** Of all that is in memory; the devices and archives that the host makes up have 0. */
const DEVICE = 1n;

let lastInode = 0n;

/** What is in memory by one name or several: a file, directory or symbolic link. */
export class MemoryNode {
  readonly type: FileType;
  /** Of a symbolic link: where it leads. */
  readonly target: string | undefined;
  readonly inode = ++lastInode;
  links = 1;
  #version = 0;
  #room = new Uint8Array();
  #size = 0;
  #accessed = now();
  #modified = now();

  constructor(type: FileType, target?: string) {
    this.type = type;
    this.target = target;
  }

  /** Grows whenever what it holds is changed. */
  get version(): number {
    return this.#version;
  }

  /** What it holds, until it is changed. */
  get content(): Uint8Array {
    return this.#room.subarray(0, this.#size);
  }

  /** Makes it longer, by zeros, or shorter. */
  resize(size: number): void {
    if (size > LARGEST) throw systemError('EFBIG');
    if (size > this.#room.length) {
      const larger = new Uint8Array(Math.max(size, 2 * this.#size));
      larger.set(this.content);
      this.#room = larger;
    }
    this.#room.fill(0, Math.min(size, this.#size), this.#size);
    this.#size = size;
    this.#modified = now();
    this.#version++;
  }

  write(bytes: Uint8Array, position: number): void {
    if (position + bytes.length > this.#size) this.resize(position + bytes.length);
    this.#room.set(bytes, position);
    this.#modified = now();
    this.#version++;
  }

  setTimes({ accessed = this.#accessed, modified = this.#modified }: FileTimes): void {
    this.#accessed = accessed;
    this.#modified = modified;
  }

  stat(): FileStat {
    const length = this.target === undefined ? this.#size : this.target.length;
    return {
      device: DEVICE,
      inode: this.inode,
      type: this.type,
      links: BigInt(this.links),
      size: BigInt(length),
      accessed: this.#accessed,
      modified: this.#modified,
      changed: this.#modified,
    };
  }
}

/** An open file in memory, which lives on when its name is gone. */
export class MemoryFile extends Descriptor {
  readonly type = FileType.regularFile;
  readonly #node: MemoryNode;
  readonly #access: Pick<OpenOptions, 'read' | 'write'>;
  #position = 0;

  constructor(node: MemoryNode, access: Pick<OpenOptions, 'read' | 'write'>) {
    super();
    this.#node = node;
    this.#access = access;
  }

  override read(buffers: Uint8Array[]): number {
    const count = this.readAt(buffers, this.#position);
    this.#position += count;
    return count;
  }

  override write(buffers: Uint8Array[]): number {
    const isAppending = (this.flags & DescriptorFlag.append) !== 0;
    const position = isAppending ? this.#node.content.length : this.#position;
    const count = this.writeAt(buffers, position);
    this.#position = position + count;
    return count;
  }

  override readAt(buffers: Uint8Array[], position: number): number {
    if (!this.#access.read && this.#access.write) throw systemError('EBADF');
    return scatter(this.#node.content.subarray(position, position + totalLength(buffers)), buffers);
  }

  override writeAt(buffers: Uint8Array[], position: number): number {
    if (!this.#access.write) throw systemError('EBADF');
    const bytes = gather(buffers);
    this.#node.write(bytes, position);
    return bytes.length;
  }

  override seek(offset: number, whence: Whence): number {
    const start =
      whence === Whence.set
        ? 0
        : whence === Whence.current
          ? this.#position
          : this.#node.content.length;
    if (start + offset < 0) throw systemError('EINVAL');
    this.#position = start + offset;
    return this.#position;
  }

  override setSize(size: number): void {
    if (!this.#access.write) throw systemError('EINVAL');
    this.#node.resize(size);
  }

  override setTimes(times: FileTimes): void {
    this.#node.setTimes(times);
  }

  override sync(): void {}

  override stat(): FileStat {
    return this.#node.stat();
  }
}

function now(): bigint {
  return BigInt(Date.now()) * 1_000_000n;
}
