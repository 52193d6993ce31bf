import type { DebugProtocol } from '@vscode/debugprotocol';
import * as vscode from 'vscode';

/** How many messages a transcript shows, and how much of each. */
const TRANSCRIPT_LENGTH = 25;
const TRANSCRIPT_WIDTH = 300;

/** What VS Code and a debug adapter have said to one another in one session. */
export class Conversation {
  /** One for each session of the debug type, in the order in which they started. */
  static readonly all: Conversation[] = [];

  readonly session: vscode.DebugSession;
  #isOver = false;
  readonly #messages: DebugProtocol.ProtocolMessage[] = [];

  private constructor(session: vscode.DebugSession) {
    this.session = session;
  }

  /** Listens to all sessions that start from now on. */
  static recordAll(): vscode.Disposable {
    const { debug } = vscode;
    return vscode.Disposable.from(
      debug.registerDebugAdapterTrackerFactory('wasix-python', {
        createDebugAdapterTracker(session) {
          const conversation = new Conversation(session);
          Conversation.all.push(conversation);
          const record = (message: DebugProtocol.ProtocolMessage): void => {
            conversation.#messages.push(message);
          };
          return { onWillReceiveMessage: record, onDidSendMessage: record };
        },
      }),
      debug.onDidTerminateDebugSession(({ id }) => {
        const conversation = Conversation.all.find(({ session }) => session.id === id);
        if (conversation !== undefined) conversation.#isOver = true;
      }),
    );
  }

  /** Whether VS Code has ended the session. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** The last messages, for a person to read. */
  get transcript(): string {
    const last = this.#messages.slice(-TRANSCRIPT_LENGTH);
    return last.map(message => JSON.stringify(message).slice(0, TRANSCRIPT_WIDTH)).join('\n');
  }

  hasRequest(command: string): boolean {
    return this.#messages.some(
      message =>
        message.type === 'request' && (message as DebugProtocol.Request).command === command,
    );
  }

  events<Event extends DebugProtocol.Event>(name: Event['event']): Event['body'][] {
    return this.#messages
      .filter(message => isEvent<Event>(message, name))
      .map(({ body }): Event['body'] => body);
  }

  responses<Response extends DebugProtocol.Response>(command: Response['command']): Response[] {
    return this.#messages.filter((message): message is Response => isResponse(message, command));
  }

  /** Those that came after the last stop. */
  newResponses<Response extends DebugProtocol.Response>(command: Response['command']): Response[] {
    const stop = this.#messages.findLastIndex(message => isEvent(message, 'stopped'));
    return this.#messages
      .slice(stop)
      .filter((message): message is Response => isResponse(message, command));
  }
}

function isEvent<Event extends DebugProtocol.Event>(
  message: DebugProtocol.ProtocolMessage,
  name: Event['event'],
): message is Event {
  return message.type === 'event' && (message as DebugProtocol.Event).event === name;
}

function isResponse(message: DebugProtocol.ProtocolMessage, command: string): boolean {
  return message.type === 'response' && (message as DebugProtocol.Response).command === command;
}
