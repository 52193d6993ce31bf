import { SystemError, systemError } from '../../errno.ts';
import type { StreamEnd } from './streamEnd.ts';

/** How much is read at once, in bytes. */
const CHUNK = 1 << 16;

/** The end of a connection that the page has, whose operations wait. */
export class HostStream {
  readonly #end: StreamEnd;
  readonly #abort = new AbortController();
  readonly #unsubscribe: () => void;
  readonly #onOver: () => void;

  /** @param onOver told when this end is no more. */
  constructor(end: StreamEnd, onOver: () => void) {
    this.#end = end;
    this.#onOver = onOver;
    this.#unsubscribe = end.changes.subscribe(() => this.#look());
  }

  /** Aborted when the guest hears nothing any more. */
  get gone(): AbortSignal {
    return this.#abort.signal;
  }

  /** What the guest sends next; undefined when that was all. @throws ECONNRESET when it breaks off. */
  async read(): Promise<Uint8Array | undefined> {
    const buffer = new Uint8Array(CHUNK);
    const length = await this.#once(() => this.#end.receive([buffer]));
    return length === 0 ? undefined : buffer.subarray(0, length);
  }

  /** Resolves when the guest has room for all of that. @throws EPIPE when it hears nothing any more. */
  async write(bytes: Uint8Array): Promise<void> {
    let rest = bytes;
    while (rest.length > 0) {
      const sent = await this.#once(() => this.#end.send([rest]));
      rest = rest.subarray(sent);
    }
  }

  /** Ends it properly: the guest gets all that was sent. */
  close(): void {
    this.#unsubscribe();
    this.#end.shutDown(true, true);
    this.#onOver();
  }

  /** Breaks it off. */
  reset(): void {
    this.#unsubscribe();
    this.#end.reset();
    this.#onOver();
  }

  /** Does it as soon as it can be done. */
  async #once<Result>(act: () => Result): Promise<Result> {
    for (;;) {
      try {
        return act();
      } catch (error) {
        if (!(error instanceof SystemError) || error !== systemError('EAGAIN')) throw error;
      }
      await new Promise<void>(resolve => {
        const unsubscribe = this.#end.changes.subscribe(() => {
          unsubscribe();
          resolve();
        });
      });
    }
  }

  #look(): void {
    if (this.#end.isSendingOver) this.#abort.abort();
  }
}
