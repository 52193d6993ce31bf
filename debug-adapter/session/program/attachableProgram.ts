import { programEnded, someoneIsAttached } from '../errors.ts';
import type { Debuggee } from './debuggee.ts';

/** A program that runs whether or not a client debugs it; one client at a time may. */
export class AttachableProgram {
  readonly #debuggee: Debuggee;
  #isClaimed = false;
  #hasEnded = false;

  constructor(debuggee: Debuggee) {
    this.#debuggee = debuggee;
  }

  /** Nobody can attach any more. */
  end(): void {
    this.#hasEnded = true;
  }

  /**
   * Takes the program for a client.
   *
   * @throws DebugError when another one is attached, or the program has ended.
   */
  claim(): Debuggee {
    if (this.#hasEnded) throw programEnded();
    if (this.#isClaimed) throw someoneIsAttached();
    this.#isClaimed = true;
    return this.#debuggee;
  }

  /** Gives the program back. */
  release(): void {
    this.#isClaimed = false;
  }
}
