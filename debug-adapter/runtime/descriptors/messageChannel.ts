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
import type { OnWritten } from './output.ts';
import { type Direction, NOT_READY, READY, type Readiness, ReadinessSignal } from './readiness.ts';

/** The other end of a {@link MessageChannelDescriptor}, outside of the guest. */
export interface MessageEndpoint {
  /** Whether what is sent here arrives only while the event loop turns. */
  readonly isFedByEventLoop?: boolean;
  send(message: Uint8Array): void;
  /** Resolves when what was sent has been heard, for which the guest waits; it waits for nothing by default. */
  heard?(): Promise<void>;
  /** The next message that has arrived. Never waits. */
  tryReceive(): Uint8Array | undefined;
}

/** How many bytes may be under way to the host before the guest has to wait. */
const HIGH_WATER_MARK = 1 << 20;

/** A frame is the message's length, 32 bits little-endian, and the message. */
export const FRAME_HEADER_SIZE = 4;

/**
 * Messages to and from the host, as a stream of frames that the guest reads and
 * writes. A write must hold whole frames.
 */
export class MessageChannelDescriptor extends Descriptor {
  readonly type = FileType.streamSocket;
  override readonly changes = new ReadinessSignal();
  override readonly isFedByEventLoop: boolean;
  readonly #endpoint: MessageEndpoint;
  readonly #onWritten: OnWritten | undefined;
  #unread: Uint8Array = new Uint8Array();
  #underWay = 0;

  constructor(endpoint: MessageEndpoint, onWritten?: OnWritten) {
    super();
    this.#endpoint = endpoint;
    this.isFedByEventLoop = endpoint.isFedByEventLoop ?? false;
    this.#onWritten = onWritten;
  }

  /** Tells that the host has taken messages of `count` bytes together. */
  acknowledge(count: number): void {
    this.#underWay -= count;
    this.changes.notify();
  }

  override read(buffers: Uint8Array[]): number {
    if (!this.#fill()) throw systemError('EAGAIN');
    const count = scatter(this.#unread, buffers);
    this.#unread = this.#unread.subarray(count);
    return count;
  }

  override write(buffers: Uint8Array[]): number | Promise<number> {
    if (this.#underWay >= HIGH_WATER_MARK) throw systemError('EAGAIN');
    const frames = gather(buffers);
    const view = new DataView(frames.buffer);
    for (let offset = 0; offset < frames.length; ) {
      const end =
        offset + FRAME_HEADER_SIZE <= frames.length
          ? offset + FRAME_HEADER_SIZE + view.getUint32(offset, true)
          : Number.POSITIVE_INFINITY;
      if (end > frames.length) throw systemError('EMSGSIZE');
      const message = frames.slice(offset + FRAME_HEADER_SIZE, end);
      this.#underWay += message.length;
      this.#endpoint.send(message);
      offset = end;
    }
    const length = totalLength(buffers);
    this.#onWritten?.(buffers, length);
    const heard = this.#endpoint.heard?.();
    return heard === undefined ? length : heard.then(() => length);
  }

  override readiness(direction: Direction): Readiness {
    if (direction === 'write') return this.#underWay < HIGH_WATER_MARK ? READY : NOT_READY;
    return this.#fill() ? { ...READY, bytes: this.#unread.length } : NOT_READY;
  }

  override stat(): FileStat {
    return plainStat(this.type);
  }

  /** Whether there is something to read. */
  #fill(): boolean {
    if (this.#unread.length > 0) return true;
    const message = this.#endpoint.tryReceive();
    if (message === undefined) return false;
    const frame = new Uint8Array(FRAME_HEADER_SIZE + message.length);
    new DataView(frame.buffer).setUint32(0, message.length, true);
    frame.set(message, FRAME_HEADER_SIZE);
    this.#unread = frame;
    return true;
  }
}
