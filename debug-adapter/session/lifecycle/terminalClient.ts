import type { DebugProtocol } from '@vscode/debugprotocol';
import type { AdapterMessage } from './relay.ts';

/** How long a terminal may take to start a program, in milliseconds. */
export const TERMINAL_PATIENCE = 60_000;

export type TerminalArguments = DebugProtocol.RunInTerminalRequestArguments;

/** Has the client run a command in a terminal. */
export type RunInTerminal = (args: TerminalArguments) => Promise<DebugProtocol.Response>;

/** What a launch in a terminal needs of the client. */
export interface TerminalClient {
  readonly runInTerminal: RunInTerminal;
  /** Tells the client what another adapter has to tell it. */
  pass(message: AdapterMessage): void;
}
