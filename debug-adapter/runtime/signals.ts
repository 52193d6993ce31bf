import { systemError } from './errno.ts';
import { allocateShared } from './sharedMemory.ts';

/** `__wasi_signal_t`; the numbers are Linux's. */
export const Signal = {
  interrupt: 2,
  quit: 3,
  abort: 6,
  kill: 9,
  brokenPipe: 13,
  terminate: 15,
  windowChange: 28,
} as const;

/** A signal that no program uses by itself, with which the host can ask a guest for its attention. */
export const ATTENTION_SIGNAL = 40;

/** What takes signals in a thread that has named nothing else: wasix-libc names it once for all. */
export const SIGNAL_CALLBACK = '__wasm_signal';

const HIGHEST_SIGNAL = 64;

/**
 * Whether a call that sends a signal has one to send: 0 only asks whether there
 * is anybody to get it. @throws EINVAL for a number that is no signal's.
 */
export function isToBeRaised(signal: number): boolean {
  if (signal > HIGHEST_SIGNAL) throw systemError('EINVAL');
  return signal !== 0;
}

/**
 * Signals that were raised and not yet delivered, in memory that the raiser and
 * the guest's thread share: 1 for each number that is pending.
 */
export class PendingSignals {
  readonly #pending: Int32Array;

  /** @param buffer what {@link allocate} returned, possibly in another thread. */
  constructor(buffer: ArrayBufferLike) {
    this.#pending = new Int32Array(buffer);
  }

  static allocate(): ArrayBufferLike {
    return allocateShared(4 * (HIGHEST_SIGNAL + 1));
  }

  get any(): boolean {
    return Atomics.load(this.#pending, 0) > 0;
  }

  has(signal: number): boolean {
    return Atomics.load(this.#pending, signal) === 1;
  }

  raise(signal: number): void {
    if (Atomics.exchange(this.#pending, signal, 1) === 0) Atomics.add(this.#pending, 0, 1);
  }

  /**
   * Has each pending signal taken, one after the other, the lowest first.
   * @returns whether there was one.
   */
  async deliver(take: (signal: number) => Promise<void>): Promise<boolean> {
    let delivered = false;
    for (let signal = this.#take(); signal !== undefined; signal = this.#take()) {
      await take(signal);
      delivered = true;
    }
    return delivered;
  }

  #take(): number | undefined {
    for (let signal = 1; signal <= HIGHEST_SIGNAL; signal++) {
      if (Atomics.exchange(this.#pending, signal, 0) === 1) {
        Atomics.sub(this.#pending, 0, 1);
        return signal;
      }
    }
    return undefined;
  }
}
