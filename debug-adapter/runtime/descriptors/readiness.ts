/** What a guest can wait for on a descriptor. */
export type Direction = 'read' | 'write';

/** The state of one direction of a descriptor, as `poll_oneoff` reports it. */
export interface Readiness {
  readonly isReady: boolean;
  /** Bytes that can be read or written now; 1 when there are some, but nobody knows how many. */
  readonly bytes: number;
  /** The peer is gone: no data will come, or none can be delivered. */
  readonly hasHungUp: boolean;
}

export const READY: Readiness = { isReady: true, bytes: 1, hasHungUp: false };
export const NOT_READY: Readiness = { isReady: false, bytes: 0, hasHungUp: false };

/** Tells whoever sleeps on a descriptor that its readiness may have changed. */
export class ReadinessSignal {
  readonly #listeners = new Set<() => void>();

  /** @returns a function that ends the subscription. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  notify(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
