import type { Debuggee } from '../program/debuggee.ts';

/** Which of the recorded switches were throws, as the agent tells while it is asked to. */
export class ThrownSwitches {
  /** The types of the exceptions that they brought, by their sequence numbers. */
  readonly #exceptions = new Map<number, string>();
  /** Those of which the client has not been told. */
  readonly #news = new Set<number>();
  readonly #debuggee: Debuggee;
  #isAsked = false;
  #since: number | undefined;

  constructor(debuggee: Debuggee) {
    this.#debuggee = debuggee;
    debuggee.on('threw', (sequence, exception) => {
      this.#exceptions.set(sequence, exception);
      this.#news.add(sequence);
      this.#forget();
    });
  }

  /** The first switch of which it is known whether it was a throw, if any is. */
  get since(): number | undefined {
    return this.#since;
  }

  /** Has the agent tell, from now on. Of one that has been asked nothing more is asked; none is in a replay. */
  async watch(): Promise<void> {
    if (this.#isAsked || this.#debuggee.isReplay) return;
    this.#isAsked = true;
    // The program may end meanwhile.
    await this.#debuggee.command('watchThrows', {}).catch(() => {});
    this.#since = this.#debuggee.switches.total;
  }

  /** The type of the exception that a switch brought; undefined for one that is not known to be a throw. */
  exceptionOf(sequence: number): string | undefined {
    return this.#exceptions.get(sequence);
  }

  /** Those of a page, and those that have become known since the last one, by sequence number. */
  take(first: number, count: number): Record<number, string> {
    const told: Record<number, string> = {};
    for (const [sequence, exception] of this.#exceptions) {
      const isInPage = sequence >= first && sequence < first + count;
      if (isInPage || this.#news.has(sequence)) told[sequence] = exception;
    }
    this.#news.clear();
    return told;
  }

  /** What the log has forgotten is forgotten here, too. */
  #forget(): void {
    const { oldest } = this.#debuggee.switches;
    for (const sequence of this.#exceptions.keys()) {
      if (sequence >= oldest) break;
      this.#exceptions.delete(sequence);
      this.#news.delete(sequence);
    }
  }
}
