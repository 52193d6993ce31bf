import { type FileStat, FileType, gather, plainStat } from '../descriptors/descriptor.ts';
import { PipeBuffer } from '../descriptors/pipe.ts';
import { type Direction, type Readiness, ReadinessSignal } from '../descriptors/readiness.ts';
import { systemError } from '../errno.ts';
import { AddressFamily } from './address.ts';
import { type Reception, Socket } from './socket.ts';

/** One of two sockets that are connected to each other. */
class PairedSocket extends Socket {
  readonly type = FileType.streamSocket;
  readonly family = AddressFamily.unix;
  override readonly changes: ReadinessSignal;
  readonly #incoming: PipeBuffer;
  readonly #outgoing: PipeBuffer;

  constructor(incoming: PipeBuffer, outgoing: PipeBuffer, changes: ReadinessSignal) {
    super();
    this.#incoming = incoming;
    this.#outgoing = outgoing;
    this.changes = changes;
  }

  /** The peer has no name. */
  override get peerAddress(): undefined {
    return undefined;
  }

  receive(buffers: Uint8Array[], isPeek: boolean): Reception {
    if (this.#incoming.length > 0) {
      return { length: isPeek ? this.#incoming.peek(buffers) : this.#incoming.pull(buffers) };
    }
    if (this.#incoming.hasWriter && this.#incoming.hasReader) throw systemError('EAGAIN');
    return { length: 0 };
  }

  send(buffers: Uint8Array[]): number {
    return this.write(buffers);
  }

  override write(buffers: Uint8Array[]): number {
    if (!this.#outgoing.hasReader || !this.#outgoing.hasWriter) throw systemError('EPIPE');
    if (this.#outgoing.room <= 0) throw systemError('EAGAIN');
    const bytes = gather(buffers, this.#outgoing.room);
    this.#outgoing.push(bytes);
    return bytes.length;
  }

  override readiness(direction: Direction): Readiness {
    const mayReceive = this.#incoming.hasWriter && this.#incoming.hasReader;
    const maySend = this.#outgoing.hasReader && this.#outgoing.hasWriter;
    const bytes = direction === 'read' ? this.#incoming.length : this.#outgoing.room;
    const isOver = direction === 'read' ? !mayReceive : !maySend;
    return { isReady: bytes > 0 || isOver, bytes, hasHungUp: !mayReceive && !maySend };
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

/** Two sockets: what goes into one comes out of the other. */
export function createSocketPair(): [Socket, Socket] {
  const changes = new ReadinessSignal();
  const [one, other] = [new PipeBuffer(changes), new PipeBuffer(changes)];
  return [new PairedSocket(one, other, changes), new PairedSocket(other, one, changes)];
}
