import type { TerminalModes } from '../terminal.ts';
import type { GuestOutcome, OutputStreamName } from './messages.ts';

/** Is told of a guest. */
export interface GuestListener {
  output(stream: OutputStreamName, bytes: Uint8Array): void;
  /** A message came on the channel, when so many switches of the main thread had been counted. */
  message?(bytes: Uint8Array, switches: number): void;
  /** The guest waits for standard input. */
  inputWanted?(): void;
  /** Its terminal is to have other modes, which it has when this returns. */
  terminalModes?(modes: TerminalModes): void;
  /** A sentence for the person who runs the guest. */
  warning?(sentence: string): void;
  /** The guest listens on other ports than before: on these; only of a browser. */
  listening?(ports: readonly number[]): void;
  /** Called once; nothing is told afterwards. */
  ended(end: GuestOutcome): void;
}
