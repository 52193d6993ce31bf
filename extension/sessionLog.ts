import type { DebugProtocol } from '@vscode/debugprotocol';
import * as vscode from 'vscode';
import type { Log } from './log.ts';
import { Secrets } from './secrets.ts';

/** How many of the latest messages are kept, for a report of a problem. */
const KEPT_MESSAGES = 200;

/** The session that a report of a problem is about: the latest one. */
export interface LoggedSession {
  /** Its launch configuration, without secrets. */
  readonly configuration: unknown;
  /** The latest messages of its debug adapter, without secrets; none unless the level was Trace. */
  readonly messages: readonly string[];
}

/**
 * Notes what debug adapters say: what fails in any case, and each message when the level of the
 * log is Trace.
 */
export class SessionLog implements vscode.DebugAdapterTrackerFactory {
  readonly #log: Log;
  #latest: SessionTracker | undefined;

  constructor(log: Log) {
    this.#log = log;
  }

  get latest(): LoggedSession | undefined {
    return this.#latest;
  }

  createDebugAdapterTracker({ configuration }: vscode.DebugSession): vscode.DebugAdapterTracker {
    this.#latest = new SessionTracker(configuration, this.#log);
    return this.#latest;
  }
}

class SessionTracker implements vscode.DebugAdapterTracker, LoggedSession {
  readonly #log: Log;
  readonly #secrets = new Secrets();
  readonly configuration: unknown;
  readonly messages: string[] = [];
  #isEnding = false;

  constructor(configuration: vscode.DebugConfiguration, log: Log) {
    this.configuration = this.#secrets.hide(configuration);
    this.#log = log;
  }

  onWillReceiveMessage(message: DebugProtocol.ProtocolMessage): void {
    this.#trace('→', message);
    this.#isEnding ||= (message as DebugProtocol.Request).command === 'disconnect';
  }

  onDidSendMessage(message: DebugProtocol.ProtocolMessage): void {
    this.#trace('←', message);
    const { type, success, command, message: sentence } = message as DebugProtocol.Response;
    // A request that VS Code has cancelled, or one that the user reads the answer to, is no failure.
    if (type !== 'response' || success || command === 'evaluate' || sentence === 'cancelled')
      return;
    this.#log.channel.warn(`${command}: ${this.#secrets.hide(sentence ?? '')}`);
  }

  onError(error: Error): void {
    // An adapter that ends as it should is told as one that cannot be read any more.
    if (this.#isEnding) return;
    this.#log.channel.error(`The debug adapter failed: ${error.message}`);
  }

  onExit(code: number | undefined, signal: string | undefined): void {
    this.#log.channel.info(`The debug adapter has ended: ${signal ?? code}`);
  }

  #trace(direction: string, message: DebugProtocol.ProtocolMessage): void {
    const { channel } = this.#log;
    if (channel.logLevel !== vscode.LogLevel.Trace) return;
    const line = `${direction} ${JSON.stringify(this.#secrets.hide(message))}`;
    this.messages.push(line);
    if (this.messages.length > KEPT_MESSAGES) this.messages.shift();
    channel.trace(line);
  }
}
