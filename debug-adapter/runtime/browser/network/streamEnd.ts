import { gather } from '../../descriptors/descriptor.ts';
import { PipeBuffer } from '../../descriptors/pipe.ts';
import { ReadinessSignal } from '../../descriptors/readiness.ts';
import { type SystemError, systemError } from '../../errno.ts';

/** One of the two ends of a connection. No operation waits: one that cannot go on now throws EAGAIN. */
export class StreamEnd {
  /** Of both ends. */
  readonly changes: ReadinessSignal;
  readonly #incoming: PipeBuffer;
  readonly #outgoing: PipeBuffer;
  #peer: StreamEnd | undefined;
  #error: SystemError | undefined;

  private constructor(changes: ReadinessSignal, incoming: PipeBuffer, outgoing: PipeBuffer) {
    this.changes = changes;
    this.#incoming = incoming;
    this.#outgoing = outgoing;
  }

  /** Both ends of a new connection. */
  static createPair(): [StreamEnd, StreamEnd] {
    const changes = new ReadinessSignal();
    const [there, back] = [new PipeBuffer(changes), new PipeBuffer(changes)];
    const [one, other] = [new StreamEnd(changes, back, there), new StreamEnd(changes, there, back)];
    one.#peer = other;
    other.#peer = one;
    return [one, other];
  }

  /** How many bytes have arrived. */
  get received(): number {
    return this.#incoming.length;
  }

  /** How many bytes can be sent now. */
  get room(): number {
    return this.#outgoing.room;
  }

  /** Whether nothing will arrive besides what has. */
  get isReceptionOver(): boolean {
    return !this.#incoming.hasWriter || !this.#incoming.hasReader;
  }

  /** Whether nothing can be sent any more. */
  get isSendingOver(): boolean {
    return !this.#outgoing.hasWriter || !this.#outgoing.hasReader;
  }

  get hasFailed(): boolean {
    return this.#error !== undefined;
  }

  /** ECONNRESET, once, when the peer has ended the connection by {@link reset}. */
  takeError(): SystemError | undefined {
    const error = this.#error;
    this.#error = undefined;
    return error;
  }

  /** @returns how many bytes; none at the end. */
  receive(buffers: Uint8Array[], isPeek = false): number {
    if (this.#incoming.length > 0) {
      return isPeek ? this.#incoming.peek(buffers) : this.#incoming.pull(buffers);
    }
    this.#throwError();
    if (!this.isReceptionOver) throw systemError('EAGAIN');
    return 0;
  }

  /** @throws EPIPE when nobody hears it. */
  send(buffers: Uint8Array[]): number {
    this.#throwError();
    if (this.isSendingOver) throw systemError('EPIPE');
    if (this.room <= 0) throw systemError('EAGAIN');
    const bytes = gather(buffers, this.room);
    this.#outgoing.push(bytes);
    return bytes.length;
  }

  shutDown(reception: boolean, sending: boolean): void {
    if (reception) this.#incoming.hasReader = false;
    if (sending) this.#outgoing.hasWriter = false;
    this.changes.notify();
  }

  /** The end is no more. A peer whose bytes nobody has read is told so. */
  close(): void {
    if (this.received > 0) this.reset();
    else this.shutDown(true, true);
  }

  /** Breaks the connection off. */
  reset(): void {
    const peer = this.#peer as StreamEnd;
    if (!peer.isReceptionOver || !peer.isSendingOver) peer.#error = systemError('ECONNRESET');
    this.shutDown(true, true);
  }

  #throwError(): void {
    const error = this.takeError();
    if (error !== undefined) throw error;
  }
}
