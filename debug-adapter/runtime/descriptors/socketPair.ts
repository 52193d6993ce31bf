import { systemError } from '../errno.ts';
import { Descriptor, type FileStat, FileType, gather, plainStat } from './descriptor.ts';
import { PipeBuffer } from './pipe.ts';
import { type Direction, type Readiness, ReadinessSignal } from './readiness.ts';

/** Something that `sock_shutdown` can half close. */
export interface Socket extends Descriptor {
  /** Ends the reception, the sending, or both. */
  shutDown(reception: boolean, sending: boolean): void;
}

/** One of two sockets that are connected to each other. */
class PairedSocket extends Descriptor implements Socket {
  readonly type = FileType.streamSocket;
  override readonly changes: ReadinessSignal;
  readonly #incoming: PipeBuffer;
  readonly #outgoing: PipeBuffer;

  constructor(incoming: PipeBuffer, outgoing: PipeBuffer, changes: ReadinessSignal) {
    super();
    this.#incoming = incoming;
    this.#outgoing = outgoing;
    this.changes = changes;
  }

  override read(buffers: Uint8Array[]): number {
    if (this.#incoming.length > 0) return this.#incoming.pull(buffers);
    if (this.#incoming.hasWriter && this.#incoming.hasReader) throw systemError('EAGAIN');
    return 0;
  }

  override write(buffers: Uint8Array[]): number {
    if (!this.#outgoing.hasReader || !this.#outgoing.hasWriter) throw systemError('EPIPE');
    if (this.#outgoing.room <= 0) throw systemError('EAGAIN');
    const bytes = gather(buffers).subarray(0, this.#outgoing.room);
    this.#outgoing.push(bytes);
    return bytes.length;
  }

  override readiness(direction: Direction): Readiness {
    const hasHungUp = !this.#incoming.hasWriter;
    const bytes = direction === 'read' ? this.#incoming.length : this.#outgoing.room;
    const isOver = direction === 'read' ? hasHungUp : !this.#outgoing.hasReader;
    return { isReady: bytes > 0 || isOver, bytes, hasHungUp };
  }

  shutDown(reception: boolean, sending: boolean): void {
    if (reception) this.#incoming.hasReader = false;
    if (sending) this.#outgoing.hasWriter = false;
    this.changes.notify();
  }

  override stat(): FileStat {
    return plainStat(this.type);
  }

  protected override close(): void {
    this.shutDown(true, true);
  }
}

/** Whether a descriptor is a socket. */
export function isSocket(descriptor: Descriptor): descriptor is Socket {
  return descriptor instanceof PairedSocket;
}

/** Two sockets: what goes into one comes out of the other. */
export function createSocketPair(): [Descriptor, Descriptor] {
  const changes = new ReadinessSignal();
  const [one, other] = [new PipeBuffer(changes), new PipeBuffer(changes)];
  return [new PairedSocket(one, other, changes), new PairedSocket(other, one, changes)];
}
