import { systemError } from '../errno.ts';
import { Descriptor, type FileStat, FileType, gather, plainStat } from './descriptor.ts';
import { type Direction, NOT_READY, READY, type Readiness, ReadinessSignal } from './readiness.ts';

/** How many bytes may be under way to a consumer before the guest has to wait. */
const HIGH_WATER_MARK = 1 << 20;

/** Told of what an output has taken: the first bytes of the buffers, so many. */
export type OnWritten = (buffers: readonly Uint8Array[], length: number) => void;

/** A stream that goes to a consumer outside of the guest, such as standard output. */
export class OutputStream extends Descriptor {
  readonly type: FileType;
  override readonly isTerminal: boolean;
  override readonly changes = new ReadinessSignal();
  readonly #deliver: (bytes: Uint8Array) => void;
  readonly #onWritten: OnWritten | undefined;
  #underWay = 0;

  constructor(deliver: (bytes: Uint8Array) => void, isTerminal: boolean, onWritten?: OnWritten) {
    super();
    this.isTerminal = isTerminal;
    this.type = isTerminal ? FileType.characterDevice : FileType.streamSocket;
    this.#deliver = deliver;
    this.#onWritten = onWritten;
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
    this.#onWritten?.(buffers, bytes.length);
    return bytes.length;
  }

  override readiness(direction: Direction): Readiness {
    return direction === 'write' && this.#underWay < HIGH_WATER_MARK ? READY : NOT_READY;
  }

  override stat(): FileStat {
    return plainStat(this.type);
  }
}
