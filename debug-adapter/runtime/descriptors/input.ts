import { systemError } from '../errno.ts';
import { Descriptor, type FileStat, FileType, plainStat, scatter } from './descriptor.ts';
import { type Direction, NOT_READY, READY, type Readiness, ReadinessSignal } from './readiness.ts';

/** A stream that somebody outside of the guest feeds, such as standard input. */
export class InputStream extends Descriptor {
  readonly type: FileType;
  override readonly isTerminal: boolean;
  override readonly changes = new ReadinessSignal();
  override readonly isFedByEventLoop = true;
  readonly #onWanted: () => void;
  #chunks: Uint8Array[] = [];
  #hasEnded = false;
  #isWanted = false;

  /** @param onWanted called when the guest waits for data and none is here: once, until some comes. */
  constructor(onWanted: () => void, isTerminal: boolean) {
    super();
    this.#onWanted = onWanted;
    this.isTerminal = isTerminal;
    this.type = isTerminal ? FileType.characterDevice : FileType.streamSocket;
  }

  /** Adds data; undefined ends the stream. */
  feed(bytes: Uint8Array | undefined): void {
    this.#isWanted = false;
    if (bytes === undefined) this.#hasEnded = true;
    else this.#chunks.push(bytes);
    this.changes.notify();
  }

  override read(buffers: Uint8Array[]): number {
    // Whoever feeds the stream may do so at once.
    if (this.#chunks.length === 0 && !this.#hasEnded) this.#want();
    const chunk = this.#chunks.shift();
    if (chunk === undefined) {
      // A terminal goes on after Ctrl-D, any other stream is over for good.
      if (this.#takeEnd()) return 0;
      throw systemError('EAGAIN');
    }
    const count = scatter(chunk, buffers);
    if (count < chunk.length) this.#chunks.unshift(chunk.subarray(count));
    return count;
  }

  override readiness(direction: Direction): Readiness {
    if (direction === 'write') return NOT_READY;
    if (this.#chunks.length === 0 && !this.#hasEnded) this.#want();
    const bytes = this.#chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    if (bytes > 0) return { ...READY, bytes };
    return this.#hasEnded ? { isReady: true, bytes: 0, hasHungUp: !this.isTerminal } : NOT_READY;
  }

  override stat(): FileStat {
    return plainStat(this.type);
  }

  #takeEnd(): boolean {
    const hasEnded = this.#hasEnded;
    if (this.isTerminal) this.#hasEnded = false;
    return hasEnded;
  }

  #want(): void {
    if (this.#isWanted) return;
    this.#isWanted = true;
    this.#onWanted();
  }
}
