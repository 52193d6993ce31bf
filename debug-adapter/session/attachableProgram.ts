import { createHash, timingSafeEqual } from 'node:crypto';
import type { Debuggee } from './debuggee.ts';
import { programEnded, someoneIsAttached, wrongToken } from './errors.ts';

/** A program that runs whether or not a client debugs it; one client at a time may. */
export class AttachableProgram {
  readonly #debuggee: Debuggee;
  readonly #token: string | undefined;
  #isClaimed = false;
  #hasEnded = false;

  /** @param token what clients have to know, if anything. */
  constructor(debuggee: Debuggee, token?: string) {
    this.#debuggee = debuggee;
    this.#token = token;
  }

  /** Nobody can attach any more. */
  end(): void {
    this.#hasEnded = true;
  }

  /**
   * Takes the program for a client.
   *
   * @throws DebugError when the client does not know the token, another one is
   *   attached, or the program has ended.
   */
  claim(token: string | undefined): Debuggee {
    if (this.#token !== undefined && !isSame(token ?? '', this.#token)) throw wrongToken();
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

/** Compares secrets in a time that tells nothing of them. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
