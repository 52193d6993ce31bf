import { GuestMemory } from '../memory.ts';

/** Told of bytes of the memory that have been written to, by system calls alone. */
export type OnWritten = (address: number, length: number) => void;

/** A memory for system calls that tells of all that they write, before anything else happens. */
export class ObservedMemory extends GuestMemory {
  readonly #onWritten: OnWritten;

  constructor(memory: WebAssembly.Memory, onWritten: OnWritten) {
    super(memory);
    this.#onWritten = onWritten;
  }

  override setUint8(address: number, value: number): void {
    super.setUint8(address, value);
    this.#tell(address, 1);
  }

  override setUint16(address: number, value: number): void {
    super.setUint16(address, value);
    this.#tell(address, 2);
  }

  override setUint32(address: number, value: number): void {
    super.setUint32(address, value);
    this.#tell(address, 4);
  }

  override setBigUint64(address: number, value: bigint): void {
    super.setBigUint64(address, value);
    this.#tell(address, 8);
  }

  override write(address: number, source: Uint8Array): void {
    super.write(address, source);
    this.#tell(address, source.length);
  }

  override clear(address: number, length: number): void {
    super.clear(address, length);
    this.#tell(address, length);
  }

  override filled(views: readonly Uint8Array[], length: number): void {
    let left = length;
    for (const view of views) {
      if (left <= 0) return;
      this.#tell(view.byteOffset, Math.min(left, view.length));
      left -= view.length;
    }
  }

  #tell(address: number, length: number): void {
    if (length > 0) this.#onWritten(address, length);
  }
}
