import type { EventEmitter } from 'node:events';

/** How long the end of a guest waits for what it has sent to leave this machine, in milliseconds. */
const FAREWELL = 2000;

/** What has a file descriptor of this machine open, until it emits `close`. */
interface Handle extends EventEmitter {
  /** At once, whatever is still to be sent. */
  destroy?(): unknown;
}

/** The handles of a guest that are open. */
export class OpenHandles {
  readonly #handles = new Set<Handle>();
  #onEmpty: (() => void) | undefined;

  add(handle: Handle): void {
    if (this.#handles.has(handle)) return;
    this.#handles.add(handle);
    handle.once('close', () => {
      this.#handles.delete(handle);
      if (this.#handles.size === 0) this.#onEmpty?.();
    });
  }

  /** Waits until all are closed, as they are told to be; ends those that take too long. */
  async closed(): Promise<void> {
    if (this.#handles.size === 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#onEmpty = resolve;
    const timer = setTimeout(resolve, FAREWELL);
    await promise;
    clearTimeout(timer);
    for (const handle of this.#handles) handle.destroy?.();
  }
}
