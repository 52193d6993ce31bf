/** What the page and the web worker of a guest say to one another, besides what any host and guest do. */
import type { HostMessage } from '../hosting/messages.ts';
import type { FetchedProgram } from './fetchedFiles.ts';
import type { GuestWorkerOptions } from './guestOptions.ts';

/** What a guest is started with, but for what has to be fetched. */
export interface GuestStart extends Omit<GuestWorkerOptions, 'program'> {
  /** How many mappings of memory its stacks may need: see `StackMappings`. */
  readonly stackMappings: number;
}

/** What was fetched for a guest. */
export interface FetchedParts {
  readonly program: FetchedProgram;
  /** The archives that it mounts, by their URLs. */
  readonly archives: ReadonlyMap<string, Blob>;
}

/** What a guest has in common with a host that looks at it while it runs, and by which the two talk. */
export interface GuestRecords {
  /** Memory of a `ContextRecord`. */
  readonly contexts: ArrayBufferLike;
  /** Of the main thread's `SwitchLog`. */
  readonly switches: ArrayBufferLike;
  /** Of the `PendingSignals`. */
  readonly signals: ArrayBufferLike;
  /** The descriptor of the channel between the two. */
  readonly channelFd: number;
  readonly takesNativeStacks: boolean;
  /** Of the `TerminalSize` of the terminal that its standard streams are; without one, they are none. */
  readonly terminalSize: ArrayBufferLike | undefined;
}

/** From the page to the worker, first of all. */
export interface StartMessage {
  readonly type: 'start';
  readonly start: GuestStart;
}

/** From the page to the worker, once. */
export interface FetchedMessage {
  readonly type: 'fetched';
  /** Why it cannot be had, if so. */
  readonly parts: FetchedParts | Error;
}

export type PageMessage = StartMessage | FetchedMessage | HostMessage;
