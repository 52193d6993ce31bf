import { ContextRecord } from '../contextRecord.ts';
import type { StackRoom } from '../stackRoom.ts';

/**
 * The mappings of memory that an engine stack needs. V8 has a page that cannot be used at either end of it: 3.0 for each
 * of 8,000 that sleep, in Chromium 156. In Firefox 153 they are 3.9, and the process ends at some 16,000; so many are
 * taken for any other engine's, too.
 */
const MAPPINGS_OF_STACK = /\bChrome\//.test(navigator.userAgent) ? 3 : 4;

/** What is left of a stack that V8 has released, as long as the page's process lives: its addresses, mapped to nothing. */
export const MAPPINGS_OF_RELEASED = 1;

/** How many stacks that have ended V8 15.6 keeps for the next ones: 500 MiB, of 984 KiB each. */
const KEPT_STACKS = 520;

/** How many stacks may be mapped until the page is told again. */
const UNTOLD = 64;

/**
 * The engine stacks of a guest, in a page: V8 ends the process of the page where Linux has no further mapping of memory
 * for it (`vm.max_map_count`). `findings/ended-jspi-stacks-stay-mapped.sh` shows what it does with stacks that have
 * ended; in a page each of those lies by itself, so that no neighbours are joined.
 */
export class StackMappings implements StackRoom {
  readonly kept = KEPT_STACKS;
  readonly #most: number;
  readonly #onMapped: (count: number) => void;
  #held = 0;
  #released = 0;
  #told = 0;

  /**
   * @param most how many mappings the stacks may need together, and what is left of those that were released.
   * @param onMapped told from time to time how many different stacks there have been, and a few more.
   */
  constructor(most: number, onMapped: (count: number) => void) {
    this.#most = most;
    this.#onMapped = onMapped;
  }

  hold(count: number): boolean {
    const held = this.#held + count;
    if (MAPPINGS_OF_STACK * held + MAPPINGS_OF_RELEASED * this.#released > this.#most) return false;
    this.#held = held;
    this.#tell();
    return true;
  }

  release(count: number): void {
    this.#held -= count;
    this.#released += count;
  }

  // Nobody else waits for the stacks of a worker.
  beginToEnd(): void {}
  end(): void {}

  /** Tells how many different stacks there have been, exactly. */
  tellAll(): void {
    this.#onMapped(this.#held + this.#released);
  }

  #tell(): void {
    const count = this.#held + this.#released;
    if (count <= this.#told) return;
    this.#told = count + UNTOLD;
    this.#onMapped(this.#told);
  }
}

/** Memory of a record with room for the contexts of a guest whose stacks may need so many mappings, and for its main one. */
export function allocateContextRecord(mappings: number): ArrayBufferLike {
  return ContextRecord.allocate(1 + Math.floor(mappings / MAPPINGS_OF_STACK));
}
