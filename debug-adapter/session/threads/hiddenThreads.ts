import type { EventSink } from '../eventSink.ts';

/** Tells the user that not all continuations are threads: once for each stop, if there is news. */
export class HiddenThreads {
  readonly #sink: EventSink;
  /** How many were hidden when that was told last. */
  #told = 0;
  #isTold = true;

  constructor(sink: EventSink) {
    this.#sink = sink;
  }

  /** To be called at each stop. */
  renew(): void {
    this.#isTold = false;
  }

  /** To be called when a program is over. */
  forget(): void {
    this.#told = 0;
    this.#isTold = true;
  }

  /** To be called with each list of threads. */
  report(shown: number, live: number): void {
    const hidden = live - shown;
    if (this.#isTold || hidden <= 0) return;
    this.#isTold = true;
    // Some are born and some die all the time.
    if (this.#told > 0 && hidden < 2 * this.#told && 2 * hidden > this.#told) return;
    this.#told = hidden;
    this.#sink.emit('output', {
      category: 'console',
      output:
        `${shown} of ${live} continuations shown as threads ("maxThreads" and "threadFilter" in ` +
        'the launch configuration). Another becomes one when the program stops in it, or by ' +
        '"Show Continuation".\n',
    });
  }
}
