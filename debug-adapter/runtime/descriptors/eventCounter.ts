import { systemError } from '../errno.ts';
import {
  Descriptor,
  type FileStat,
  FileType,
  gather,
  plainStat,
  scatter,
  totalLength,
} from './descriptor.ts';
import { type Direction, type Readiness, ReadinessSignal } from './readiness.ts';

/** What is read and written: a number of 64 bits, in bytes. */
const NUMBER_SIZE = 8;

/** As high as the counter goes; a write that would lead beyond waits. */
const HIGHEST = (1n << 64n) - 2n;

/**
 * A counter that can be waited for: `eventfd`. Writing adds to it. Reading takes
 * all that is there, or 1 when it is a semaphore, and waits while it is 0.
 */
export class EventCounter extends Descriptor {
  readonly type = FileType.unknown;
  override readonly changes = new ReadinessSignal();
  readonly #isSemaphore: boolean;
  #count: bigint;

  constructor(count: bigint, isSemaphore: boolean) {
    super();
    this.#count = count;
    this.#isSemaphore = isSemaphore;
  }

  override read(buffers: Uint8Array[]): number {
    requireNumber(buffers);
    if (this.#count === 0n) throw systemError('EAGAIN');
    const taken = this.#isSemaphore ? 1n : this.#count;
    this.#count -= taken;
    this.changes.notify();
    const bytes = new Uint8Array(NUMBER_SIZE);
    new DataView(bytes.buffer).setBigUint64(0, taken, true);
    return scatter(bytes, buffers);
  }

  override write(buffers: Uint8Array[]): number {
    requireNumber(buffers);
    const bytes = gather(buffers, NUMBER_SIZE);
    const added = new DataView(bytes.buffer).getBigUint64(0, true);
    if (added > HIGHEST) throw systemError('EINVAL');
    if (this.#count + added > HIGHEST) throw systemError('EAGAIN');
    this.#count += added;
    this.changes.notify();
    return NUMBER_SIZE;
  }

  override readiness(direction: Direction): Readiness {
    const isReady = direction === 'read' ? this.#count > 0n : this.#count < HIGHEST;
    return { isReady, bytes: isReady ? NUMBER_SIZE : 0, hasHungUp: false };
  }

  override stat(): FileStat {
    return plainStat(this.type);
  }
}

function requireNumber(buffers: Uint8Array[]): void {
  if (totalLength(buffers) < NUMBER_SIZE) throw systemError('EINVAL');
}
