import type { RecordedSwitch, SwitchLog } from '../../runtime/switchLog.ts';

/** How many switches are read at once. */
const PAGE = 4_096;

/** When each context was left last, and for whom, as far as the log of switches still knows. */
export class Departures {
  #log: SwitchLog | undefined;
  #total = 0;
  readonly #latest = new Map<number, RecordedSwitch>();

  /** By the contexts; those that were left long ago are not known. */
  read(log: SwitchLog): ReadonlyMap<number, RecordedSwitch> {
    if (log !== this.#log) {
      this.#log = log;
      this.#total = 0;
      this.#latest.clear();
    }
    // Only what has been added since the last time.
    for (;;) {
      const page = log.read(this.#total, PAGE);
      const last = page.at(-1);
      if (last === undefined) break;
      for (const each of page) this.#latest.set(each.from, each);
      this.#total = last.sequence + 1;
    }
    // What the log has forgotten is forgotten here, too.
    for (const [context, { sequence }] of this.#latest) {
      if (sequence < log.oldest) this.#latest.delete(context);
    }
    return this.#latest;
  }
}
