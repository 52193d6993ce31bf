import os from 'node:os';
import type { GuestWorker } from '../runtime/node/guestWorker.ts';
import { COOKED } from '../runtime/terminal.ts';

/** How shells report a program that died by a signal: 128 and the signal's number. */
const SIGNAL_EXIT_BASE = 128;

/**
 * How long a guest may leave a request to end untaken, in milliseconds. One
 * that waits where signals do not reach it would otherwise never end.
 */
const ENDING_GRACE = 2000;

const NAMES = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
type Name = (typeof NAMES)[number];

/** The exit code of a program that a signal has ended. */
export function exitCodeOf(signal: NodeJS.Signals): number {
  return SIGNAL_EXIT_BASE + os.constants.signals[signal];
}

/** This process's signals as the guest's. The same again, while the guest has not taken the first, ends it. */
export class ForwardedSignals {
  readonly #guest: GuestWorker;
  readonly #end: (exitCode: number) => void;
  readonly #forwarders = new Map<Name, () => void>();

  /** @param end called when the guest is to end, with the exit code for this process. */
  constructor(guest: GuestWorker, end: (exitCode: number) => void) {
    this.#guest = guest;
    this.#end = end;
  }

  forwardAll(): void {
    for (const name of NAMES) this.#forward(name);
  }

  /**
   * Forwards those that the guest takes. By the others this process ends as by default: it could not hear
   * of them while a guest in its own thread computes in C code. A terminal in other modes has to be given
   * back as it was, and is told of all.
   */
  followGuest(): void {
    let taken = 0;
    let isTerminalChanged = false;
    const update = (): void => {
      for (const name of NAMES) {
        const isTaken = (taken & (1 << os.constants.signals[name])) !== 0;
        if (isTaken || isTerminalChanged) this.#forward(name);
        else this.#leave(name);
      }
    };
    this.#guest.on('takenSignals', signals => {
      taken = signals;
      update();
    });
    this.#guest.on('terminalModes', ({ echo, lineBuffered }) => {
      isTerminalChanged = echo !== COOKED.echo || lineBuffered !== COOKED.lineBuffered;
      update();
    });
  }

  stop(): void {
    for (const name of NAMES) this.#leave(name);
  }

  #forward(name: Name): void {
    if (this.#forwarders.has(name)) return;
    const number = os.constants.signals[name];
    const endUntaken = (): void => {
      if (this.#guest.isPending(number)) this.#end(exitCodeOf(name));
    };
    const forward = (): void => {
      endUntaken();
      this.#guest.raise(number);
      if (name !== 'SIGINT') setTimeout(endUntaken, ENDING_GRACE).unref();
    };
    process.on(name, forward);
    this.#forwarders.set(name, forward);
  }

  #leave(name: Name): void {
    const forward = this.#forwarders.get(name);
    if (forward === undefined) return;
    process.off(name, forward);
    this.#forwarders.delete(name);
  }
}
