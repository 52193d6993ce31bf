import type { RecordedSwitch, SwitchLog } from '../../runtime/switchLog.ts';

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
    for (const each of log.read(this.#total, Number.POSITIVE_INFINITY)) {
      this.#latest.set(each.from, each);
      this.#total = each.sequence + 1;
    }
    // What the log has forgotten is forgotten here, too.
    for (const [context, { sequence }] of this.#latest) {
      if (sequence < log.oldest) this.#latest.delete(context);
    }
    return this.#latest;
  }
}
