import type { GuestScheduling } from './scheduling/guestScheduling.ts';

/** Which signals a program does not leave to their default action, for who has to do that then. */
export class TakenSignals {
  readonly #scheduling: GuestScheduling;
  readonly #tell: (signals: number) => void;
  #told = 0;

  /** @param tell called whenever it changes; signal n, below 32, is `1 << n`. */
  constructor(scheduling: GuestScheduling, tell: (signals: number) => void) {
    this.#scheduling = scheduling;
    this.#tell = tell;
  }

  look(): void {
    const taken = this.#scheduling.takenSignals;
    if (taken === this.#told) return;
    this.#told = taken;
    this.#tell(taken);
  }
}
