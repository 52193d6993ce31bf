import type { DebugProtocol } from '@vscode/debugprotocol';
import type { EventEmitter } from '#platform/events.ts';

/** What an adapter tells its client. */
export type AdapterMessage = DebugProtocol.Response | DebugProtocol.Event;

/** What identifies a request. */
export type RelayedRequest = Pick<DebugProtocol.Request, 'seq' | 'command'>;

export interface RelayEvents {
  /** For the client. */
  message: [message: AdapterMessage];
  /** The adapter in the terminal is gone, and these requests were not answered. */
  closed: [unanswered: readonly RelayedRequest[]];
}

/**
 * The debug adapter of a program in a terminal of the client's: it runs there, in the program's
 * process, and this adapter passes on all between it and the client.
 */
export interface Relay extends EventEmitter<RelayEvents> {
  /** Passes on a request of the client's. */
  forward(request: DebugProtocol.Request): void;
  /** Sends a request. @returns the response, or undefined when the adapter is gone before. */
  ask(command: string, args: object): Promise<DebugProtocol.Response | undefined>;
  /** Lets the adapter wait when it has much to tell, or go on. */
  hold(isHeld: boolean): void;
  /** Parts with the adapter, which then ends its program. */
  close(): void;
}
