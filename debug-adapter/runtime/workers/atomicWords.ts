import { GuestMemory } from '../memory.ts';
import type { GuestThread } from '../thread.ts';
import type { WordWaits } from '../wordWaits.ts';

/** Waits of the main thread for words that threads in other workers wait for and wake, too. */
export class AtomicWords implements WordWaits {
  readonly #memory: GuestMemory;

  constructor(memory: WebAssembly.Memory) {
    this.#memory = new GuestMemory(memory);
  }

  wake(index: number, count: number): number {
    return Atomics.notify(this.#memory.words, index, count);
  }

  async wait(
    thread: GuestThread,
    index: number,
    expected: number,
    timeout: number,
  ): Promise<boolean> {
    const words = this.#memory.words;
    const deadline = performance.now() + timeout;
    for (;;) {
      // The engine's timer may fire a little early.
      const remaining = deadline - performance.now();
      if (remaining <= 0) return false;
      const wait = Atomics.waitAsync(words, index, expected, remaining);
      if (!wait.async) return wait.value === 'not-equal';
      const outcome = await thread.untilInterrupted(wait.value);
      if (outcome === 'interrupted') {
        // The wait cannot be taken back, and would swallow the next wake-up of another.
        Atomics.notify(words, index);
        return false;
      }
      if (outcome === 'ok') return true;
    }
  }
}
