import { systemError } from '../errno.ts';
import { ByteQueue } from './byteQueue.ts';
import { Descriptor, type FileStat, FileType, gather, plainStat } from './descriptor.ts';
import { type Direction, NOT_READY, type Readiness, ReadinessSignal } from './readiness.ts';

/** How much a pipe holds before a writer has to wait; Linux's default. */
const PIPE_CAPACITY = 65_536;

/** The bytes between a pipe's two ends. */
export class PipeBuffer {
  readonly changes: ReadinessSignal;
  hasReader = true;
  hasWriter = true;
  readonly #bytes = new ByteQueue();

  /** @param changes notified when bytes come or go; its own by default. */
  constructor(changes = new ReadinessSignal()) {
    this.changes = changes;
  }

  get length(): number {
    return this.#bytes.length;
  }

  get room(): number {
    return PIPE_CAPACITY - this.#bytes.length;
  }

  push(bytes: Uint8Array): void {
    this.#bytes.push(bytes);
    this.changes.notify();
  }

  pull(buffers: Uint8Array[]): number {
    const count = this.#bytes.pull(buffers);
    this.changes.notify();
    return count;
  }

  /** As {@link pull}, but the bytes stay. */
  peek(buffers: Uint8Array[]): number {
    return this.#bytes.peek(buffers);
  }
}

class PipeReader extends Descriptor {
  readonly type = FileType.streamSocket;
  readonly #buffer: PipeBuffer;
  override readonly changes: ReadinessSignal;

  constructor(buffer: PipeBuffer) {
    super();
    this.#buffer = buffer;
    this.changes = buffer.changes;
  }

  override read(buffers: Uint8Array[]): number {
    if (this.#buffer.length > 0) return this.#buffer.pull(buffers);
    if (this.#buffer.hasWriter) throw systemError('EAGAIN');
    return 0;
  }

  override readiness(direction: Direction): Readiness {
    if (direction === 'write') return NOT_READY;
    const hasHungUp = !this.#buffer.hasWriter;
    return {
      isReady: this.#buffer.length > 0 || hasHungUp,
      bytes: this.#buffer.length,
      hasHungUp,
    };
  }

  override stat(): FileStat {
    return plainStat(this.type);
  }

  protected override close(): void {
    this.#buffer.hasReader = false;
    this.#buffer.changes.notify();
  }
}

class PipeWriter extends Descriptor {
  readonly type = FileType.streamSocket;
  readonly #buffer: PipeBuffer;
  override readonly changes: ReadinessSignal;

  constructor(buffer: PipeBuffer) {
    super();
    this.#buffer = buffer;
    this.changes = buffer.changes;
  }

  override write(buffers: Uint8Array[]): number {
    if (!this.#buffer.hasReader) throw systemError('EPIPE');
    if (this.#buffer.room <= 0) throw systemError('EAGAIN');
    const bytes = gather(buffers, this.#buffer.room);
    this.#buffer.push(bytes);
    return bytes.length;
  }

  override readiness(direction: Direction): Readiness {
    if (direction === 'read') return NOT_READY;
    const hasHungUp = !this.#buffer.hasReader;
    return { isReady: this.#buffer.room > 0 || hasHungUp, bytes: this.#buffer.room, hasHungUp };
  }

  override stat(): FileStat {
    return plainStat(this.type);
  }

  protected override close(): void {
    this.#buffer.hasWriter = false;
    this.#buffer.changes.notify();
  }
}

/** A pipe: what goes into `writer` comes out of `reader`. */
export function createPipe(): { reader: Descriptor; writer: Descriptor } {
  const buffer = new PipeBuffer();
  return { reader: new PipeReader(buffer), writer: new PipeWriter(buffer) };
}
