/** What the page and the web worker of a guest say to one another, besides what any host and guest do. */
import type { ContextRecord } from '../contextRecord.ts';
import type { Mount } from '../filesystem/namespace.ts';
import type { HostMessage } from '../hosting/messages.ts';
import type { PendingSignals } from '../signals.ts';
import type { SwitchLog } from '../switchLog.ts';
import type { TerminalSize } from '../terminal.ts';
import type { FetchedProgram } from './fetchedFiles.ts';
import type { GuestWorkerOptions } from './guestOptions.ts';
import type { PageNetwork } from './network/pageNetwork.ts';

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

/** What a guest has in common with a host in its own worker, which looks at it while it runs. */
export interface CommonParts {
  readonly contexts: ContextRecord;
  readonly switches: SwitchLog;
  readonly signals: PendingSignals;
  readonly shared: readonly Mount[];
  readonly network: PageNetwork;
  /** The descriptor of the channel between the two. */
  readonly channelFd: number;
  readonly takesNativeStacks: boolean;
  /** Of the terminal that its standard streams are; without one, they are none. */
  readonly terminalSize: TerminalSize | undefined;
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
