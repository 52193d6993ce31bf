import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Admission } from '../admission.ts';
import { notAdmitted, tokenMissing, wrongToken } from '../errors.ts';

/** The requests that carry the token. */
const CARRIERS = new Set(['launch', 'attach']);

/** The requests that say nothing of the program, and do nothing to it. */
const HARMLESS = new Set(['initialize', 'cancel', 'disconnect']);

/**
 * Whether a client may use the debugger, which can do on this machine whatever its user can.
 * On a port it has to show that it knows the port's token.
 */
export class Access implements Admission {
  readonly #token: string | undefined;
  readonly #onGranted: () => void;
  #isGranted: boolean;

  /**
   * @param token what the client has to know; nothing at the other end of a pipe, which is
   *   there for it alone.
   * @param onGranted called when it has shown the token.
   */
  constructor(token?: string, onGranted = (): void => {}) {
    this.#token = token;
    this.#onGranted = onGranted;
    this.#isGranted = token === undefined;
  }

  get isGranted(): boolean {
    return this.#isGranted;
  }

  /** Takes the token out of a request. @throws DebugError when the client may not send it yet. */
  check({ command, arguments: args }: DebugProtocol.Request): void {
    if (this.#isGranted || HARMLESS.has(command)) return;
    if (!CARRIERS.has(command)) throw notAdmitted(command);
    const token: unknown = args?.token;
    if (token === undefined) throw tokenMissing();
    if (typeof token !== 'string' || !isSame(token, this.#token as string)) throw wrongToken();
    this.#isGranted = true;
    this.#onGranted();
  }
}

/** The environment variable by which a token is asked for, which the list of processes does not show. */
export const TOKEN_VARIABLE = 'WASIX_PYTHON_TOKEN';

/** The token for a port: the one that was asked for, or else one that nobody can guess. */
export function chooseToken(requested: string | undefined): string {
  // An empty one would be none.
  return requested || process.env[TOKEN_VARIABLE] || randomBytes(16).toString('hex');
}

/** Compares secrets in a time that tells nothing of them. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
