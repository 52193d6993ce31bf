import { systemError } from '../errno.ts';
import { Descriptor, type FileStat, FileType, gather, plainStat } from './descriptor.ts';
import { type Direction, NOT_READY, READY, type Readiness, ReadinessSignal } from './readiness.ts';

/** How many bytes may be under way to a consumer before the guest has to wait. */
const HIGH_WATER_MARK = 1 << 20;

/** A stream that goes to a consumer outside of the guest, such as standard output. */
export class OutputStream extends Descriptor {
  readonly type = FileType.streamSocket;
  override readonly changes = new ReadinessSignal();
  readonly #deliver: (bytes: Uint8Array) => void;
  #underWay = 0;

  constructor(deliver: (bytes: Uint8Array) => void) {
    super();
    this.#deliver = deliver;
  }

  /** Tells that the consumer has taken `count` bytes. */
  acknowledge(count: number): void {
    this.#underWay -= count;
    this.changes.notify();
  }

  override write(buffers: Uint8Array[]): number {
    if (this.#underWay >= HIGH_WATER_MARK) throw systemError('EAGAIN');
    const bytes = gather(buffers);
    this.#underWay += bytes.length;
    this.#deliver(bytes);
    return bytes.length;
  }

  override readiness(direction: Direction): Readiness {
    return direction === 'write' && this.#underWay < HIGH_WATER_MARK ? READY : NOT_READY;
  }

  override stat(): FileStat {
    return plainStat(this.type);
  }
}
