import type { DebugError } from '../errors.ts';

/**
 * Who seems to be at the other end: somebody who speaks the protocol, a web browser or another
 * client of HTTP, or something else.
 */
export type Sender = 'client' | 'browser' | 'stranger';

/** Why nothing more can be read from a connection. */
export class BrokenStream extends Error {
  readonly sender: Sender;
  readonly error: DebugError;

  constructor(sender: Sender, error: DebugError) {
    super(error.message);
    this.sender = sender;
    this.error = error;
  }
}
