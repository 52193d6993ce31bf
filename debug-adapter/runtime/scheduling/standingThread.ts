import { GuestMemory } from '../memory.ts';

/**
 * Which thread alone may run, for a debugger in the guest whose thread tells of a program that
 * stands still: the guest exports the address of a word, `wasix_standing_thread`, which holds the id
 * of that thread, or 0.
 */
export class StandingThread {
  readonly #memory: GuestMemory;
  readonly #index: number;

  private constructor(memory: WebAssembly.Memory, address: number) {
    this.#memory = new GuestMemory(memory);
    this.#index = address >>> 2;
  }

  /** @returns undefined for a guest that has no such word. */
  static of(
    { wasix_standing_thread: address }: WebAssembly.Instance['exports'],
    memory: WebAssembly.Memory,
  ): StandingThread | undefined {
    return address instanceof WebAssembly.Global
      ? new StandingThread(memory, address.value)
      : undefined;
  }

  /** The thread's id; 0 while all may run. */
  get id(): number {
    return this.#memory.words[this.#index] as number;
  }

  /**
   * To be called before a thread waits for a word: while it is the one that alone may run, others
   * have to go on first.
   *
   * @returns what has it run alone again, which is to be called after the wait.
   */
  pause(id: number): () => void {
    if (this.id !== id) return doNothing;
    this.#memory.words[this.#index] = 0;
    return () => {
      this.#memory.words[this.#index] = id;
    };
  }
}

function doNothing(): void {}
