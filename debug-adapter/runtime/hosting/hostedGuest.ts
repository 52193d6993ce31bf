import type { ContextRecord } from '../contextRecord.ts';
import type { NativeFrame } from '../nativeStacks.ts';
import type { SwitchLog } from '../switchLog.ts';
import type { ThreadLives } from '../threadLives.ts';
import type { GuestOutcome } from './messages.ts';

/** A guest that was started, for whoever looks at it while it runs, on any platform. */
export interface HostedGuest {
  readonly contexts: ContextRecord;
  /** The latest switches of the main thread, if they are kept. */
  readonly switches: SwitchLog | undefined;
  /** The threads besides the main one, where switches are kept. */
  readonly threads: ThreadLives;
  /** The guest's linear memory, while it runs; undefined where it is out of reach. */
  readonly memory: WebAssembly.Memory | undefined;
  /** Sends a message on the channel. */
  send(message: Uint8Array): void;
  /** Lets the guest wait once what it prints and says fills what is between it and its host, or go on. */
  holdOutput(isHeld: boolean): void;
  /** Adds to the guest's standard input; undefined ends it. */
  writeInput(bytes: Uint8Array | undefined): void;
  /** Raises a signal in the guest. One that computes takes it at its next system call. */
  raise(signal: number): void;
  /** The WebAssembly functions on the stack of a context, while the guest sleeps; innermost first. */
  nativeStack(context: number): Promise<readonly NativeFrame[]>;
  /**
   * Ends the guest at once, wherever it is.
   *
   * @param outcome what is told of its end.
   */
  terminate(outcome?: GuestOutcome): Promise<void>;
}
