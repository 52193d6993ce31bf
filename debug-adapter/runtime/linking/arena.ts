import { PAGE_SIZE } from '../memory.ts';

/**
 * Linear memory that only the linker knows of. It grows the memory for it: a call of the
 * program's `malloc` would run code of the guest's in the middle of linking.
 */
export class Arena {
  readonly #memory: WebAssembly.Memory;
  #next = 0;
  #end = 0;

  constructor(memory: WebAssembly.Memory) {
    this.#memory = memory;
  }

  /** @returns the address of so many bytes that are 0; undefined when there is not as much memory. */
  allocate(bytes: number, alignment: number): number | undefined {
    let start = Math.ceil(this.#next / alignment) * alignment;
    if (start + bytes > this.#end) {
      const pages = Math.ceil(bytes / PAGE_SIZE);
      try {
        start = this.#memory.grow(pages) * PAGE_SIZE;
      } catch {
        return undefined;
      }
      this.#end = start + pages * PAGE_SIZE;
    }
    this.#next = start + bytes;
    return start;
  }
}
