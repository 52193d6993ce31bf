import { epochTime } from './epochTime.ts';
import type { SwitchLog } from './switchLog.ts';
import type { ThreadLives } from './threadLives.ts';

/** How exact the times of switches are for which no clock is read, in milliseconds. */
const TICK_INTERVAL = 1;

/**
 * How often it is looked whether any log wants ticks where none has wanted them for long, in milliseconds: a thousand
 * ticks a second take 2.5 % of a processor from a service that waits, or makes system calls.
 */
const LOOK_INTERVAL = 20;

/** How many ticks nobody wants before there are fewer: who switches in bursts goes on having them. */
const MOST_UNWANTED = 100;

/** Tells the time to the logs of a guest, whose writers read their own clock no more often than they can afford. */
export class SwitchClock {
  readonly #switches: SwitchLog;
  readonly #threads: ThreadLives;
  #unwanted = 0;

  /**
   * @param switches those of the main thread.
   * @param threads the others.
   */
  constructor(switches: SwitchLog, threads: ThreadLives) {
    this.#switches = switches;
    this.#threads = threads;
  }

  /** @returns when to do so again, in milliseconds. */
  tick(): number {
    const isWanted = this.#switches.wantsTicks || this.#threads.wantTicks;
    this.#unwanted = isWanted ? 0 : this.#unwanted + 1;
    const isFrequent = this.#unwanted <= MOST_UNWANTED;
    const time = epochTime();
    this.#switches.tick(time, isFrequent);
    this.#threads.tick(time, isFrequent);
    return isFrequent ? TICK_INTERVAL : LOOK_INTERVAL;
  }
}
