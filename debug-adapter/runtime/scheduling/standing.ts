import { standingThreadIndex } from '../attention.ts';
import { GuestMemory } from '../memory.ts';

/**
 * Which thread alone may run, for a debugger in the guest whose thread tells of a program that
 * stands still: the last number of the guest's `wasix_attention` (see `attention.ts`) is the id of
 * that thread, or 0.
 */
export class Standing {
  readonly #memory: GuestMemory;
  readonly #index: number;

  /** @param symbol the address of `wasix_attention`. */
  constructor(memory: WebAssembly.Memory, symbol: number) {
    this.#memory = new GuestMemory(memory);
    this.#index = standingThreadIndex(symbol);
  }

  /** The thread's id; 0 while all may run. */
  get thread(): number {
    return this.#memory.words[this.#index] as number;
  }

  /**
   * To be called before a thread waits for a word: while it is the one that alone may run, others
   * have to go on first.
   *
   * @returns what has it run alone again, which is to be called after the wait.
   */
  pause(id: number): () => void {
    if (this.thread !== id) return doNothing;
    this.#memory.words[this.#index] = 0;
    return () => {
      this.#memory.words[this.#index] = id;
    };
  }
}

function doNothing(): void {}
