import { standingThreadIndex } from './attention.ts';

/**
 * How a guest keeps all of its threads but one from going on, for a debugger in it
 * whose thread tells of a program that stands still: the last number of the guest's
 * `wasix_attention` (see `attention.ts`) is the id of that thread, or 0. Others
 * that have waited for something, be it the lock of an interpreter, go on waiting.
 *
 * When the one thread itself has to wait for a word, some other may have to go
 * on first, so all do until that wait is over.
 */
export class Standstill {
  readonly #memory: WebAssembly.Memory;
  readonly #index: number | undefined;
  readonly #id: number;

  /** @param symbol the address of `wasix_attention`, if the guest has it. */
  constructor(id: number, memory: WebAssembly.Memory, symbol: number | undefined) {
    this.#id = id;
    this.#memory = memory;
    this.#index = symbol === undefined ? undefined : standingThreadIndex(symbol);
  }

  /** Blocks until this thread may go on. */
  wait(): void {
    for (let other = this.#other(); other !== 0; other = this.#other()) {
      Atomics.wait(this.#words, this.#index as number, other);
    }
  }

  /** A promise of the time when this thread may go on; undefined if it may now. */
  waitAsync(): Promise<void> | undefined {
    return this.#other() === 0 ? undefined : this.#untilOver();
  }

  /**
   * To be called before this thread waits for a word.
   * @returns what ends the pause of the standstill, which is to be called after the wait.
   */
  pause(): () => void {
    const index = this.#index;
    if (index === undefined || Atomics.load(this.#words, index) !== this.#id) return doNothing;
    Atomics.store(this.#words, index, 0);
    Atomics.notify(this.#words, index);
    return () => Atomics.store(this.#words, index, this.#id);
  }

  async #untilOver(): Promise<void> {
    for (let other = this.#other(); other !== 0; other = this.#other()) {
      await Atomics.waitAsync(this.#words, this.#index as number, other).value;
    }
  }

  /** The thread that keeps this one from going on; 0 for none. */
  #other(): number {
    if (this.#index === undefined) return 0;
    const standing = Atomics.load(this.#words, this.#index);
    return standing === this.#id ? 0 : standing;
  }

  get #words(): Int32Array {
    return new Int32Array(this.#memory.buffer);
  }
}

function doNothing(): void {}
