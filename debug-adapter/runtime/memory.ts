import { systemError } from './errno.ts';
import { decodeText } from './text.ts';

/** By how many bytes at a time a linear memory grows. */
export const PAGE_SIZE = 65_536;

/**
 * A guest's linear memory, read and written in the layouts of the WASI ABI
 * (32-bit pointers, little-endian). Addresses are guest pointers in bytes.
 *
 * An address outside the memory throws EFAULT.
 */
export class GuestMemory {
  readonly #memory: WebAssembly.Memory;
  #bytes: Uint8Array;
  #view: DataView;
  #words: Int32Array;

  constructor(memory: WebAssembly.Memory) {
    this.#memory = memory;
    this.#bytes = new Uint8Array(memory.buffer);
    this.#view = new DataView(memory.buffer);
    this.#words = new Int32Array(memory.buffer);
  }

  /** All of the memory. Do not keep it across a suspension: memory may grow meanwhile. */
  get bytes(): Uint8Array {
    if (this.#bytes.buffer !== this.#memory.buffer) this.#refresh();
    return this.#bytes;
  }

  /** The memory, when `size` bytes from `address` on are inside of it. */
  #data(address: number, size: number): DataView {
    if (this.#view.buffer !== this.#memory.buffer) this.#refresh();
    if (address + size > this.#view.byteLength) throw systemError('EFAULT');
    return this.#view;
  }

  #refresh(): void {
    this.#bytes = new Uint8Array(this.#memory.buffer);
    this.#view = new DataView(this.#memory.buffer);
    this.#words = new Int32Array(this.#memory.buffer);
  }

  getUint8(address: number): number {
    return this.#data(address, 1).getUint8(address);
  }

  getUint16(address: number): number {
    return this.#data(address, 2).getUint16(address, true);
  }

  getUint32(address: number): number {
    return this.#data(address, 4).getUint32(address, true);
  }

  getBigUint64(address: number): bigint {
    return this.#data(address, 8).getBigUint64(address, true);
  }

  setUint8(address: number, value: number): void {
    this.#data(address, 1).setUint8(address, value);
  }

  setUint16(address: number, value: number): void {
    this.#data(address, 2).setUint16(address, value, true);
  }

  setUint32(address: number, value: number): void {
    this.#data(address, 4).setUint32(address, value, true);
  }

  setBigUint64(address: number, value: bigint): void {
    this.#data(address, 8).setBigUint64(address, value, true);
  }

  /**
   * A view of `length` bytes at `address`; the caution of {@link bytes} holds. Who writes to it says so
   * by {@link filled}.
   */
  slice(address: number, length: number): Uint8Array {
    const bytes = this.bytes;
    if (address + length > bytes.length) throw systemError('EFAULT');
    return bytes.subarray(address, address + length);
  }

  write(address: number, source: Uint8Array): void {
    this.slice(address, source.length).set(source);
  }

  clear(address: number, length: number): void {
    this.slice(address, length).fill(0);
  }

  /**
   * Told of the first `length` bytes of views of the memory when they have been written to, before
   * anything else happens: for who has to know what changes in it.
   */
  filled(_views: readonly Uint8Array[], _length: number): void {}

  /** Reads text. The bytes are copied first: a decoder refuses shared memory. */
  readString(address: number, length: number): string {
    return decodeText(this.slice(address, length).slice());
  }

  /**
   * The buffers of an array of `__wasi_iovec_t` (pointer and length, 8 bytes each). Who writes to them
   * says so by {@link filled}.
   * @throws EINVAL when they hold more together than an `ssize_t` can tell.
   */
  readVectors(address: number, count: number): Uint8Array[] {
    const longest = 0x7fff_ffff;
    const vectors: Uint8Array[] = [];
    let total = 0;
    for (let index = 0; index < count; index++) {
      const entry = address + 8 * index;
      const length = this.getUint32(entry + 4);
      total += length;
      if (total > longest) throw systemError('EINVAL');
      if (length > 0) vectors.push(this.slice(this.getUint32(entry), length));
    }
    return vectors;
  }

  /** The memory as 32-bit words, for atomic access. */
  get words(): Int32Array {
    if (this.#words.buffer !== this.#memory.buffer) this.#refresh();
    return this.#words;
  }
}
