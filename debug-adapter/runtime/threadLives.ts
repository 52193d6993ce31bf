import { SwitchLog } from './switchLog.ts';

/** A thread of a guest besides its main one, and when it lived: in milliseconds since the epoch. */
export interface ThreadLife {
  readonly id: number;
  readonly begun: number;
  /** Undefined while it lives. */
  readonly ended: number | undefined;
  /** Its latest switches. */
  readonly switches: SwitchLog;
}

/** How many threads that have ended are remembered. */
const MOST_ENDED = 256;

/** The threads of a guest besides its main one, as far as they are remembered. */
export class ThreadLives {
  readonly #lives = new Map<number, ThreadLife>();
  readonly #ended: number[] = [];

  /** In the order of their beginning. */
  get all(): ThreadLife[] {
    return [...this.#lives.values()];
  }

  /** @param id what the guest calls it; no two threads have the same. */
  begin(id: number, begun: number, switches: ArrayBufferLike): void {
    this.#lives.set(id, { id, begun, ended: undefined, switches: new SwitchLog(switches) });
  }

  end(id: number, ended: number): void {
    const life = this.#lives.get(id);
    if (life === undefined) return;
    this.#lives.set(id, { ...life, ended });
    this.#ended.push(id);
    if (this.#ended.length > MOST_ENDED) this.#lives.delete(this.#ended.shift() as number);
  }

  /** Whether one that lives is to be told the time: see {@link SwitchLog.wantsTicks}. */
  get wantTicks(): boolean {
    for (const { ended, switches } of this.#lives.values()) {
      if (ended === undefined && switches.wantsTicks) return true;
    }
    return false;
  }

  /** Tells the time to the logs of those that live: see {@link SwitchLog.tick}. */
  tick(time: number, isFrequent: boolean): void {
    for (const { ended, switches } of this.#lives.values()) {
      if (ended === undefined) switches.tick(time, isFrequent);
    }
  }
}
