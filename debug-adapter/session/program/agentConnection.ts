import { EventEmitter } from '#platform/events.ts';
import { makeRequestScope } from '#platform/requestScope.ts';
import type {
  AgentMessage,
  CommandMessage,
  CommandName,
  Commands,
  EventMessage,
  ReplyMessage,
} from '../../protocol/messages.ts';
import { agentRefused, type DebugError, programEnded, requestCancelled } from '../errors.ts';

interface AgentEvents {
  /** With the number of switches that had been before it. */
  event: [message: EventMessage, switches: number];
  /** What came on the channel was not written by the agent. */
  garbage: [];
}

/** The number of the client's request that is being answered. */
export const currentRequest = makeRequestScope();

interface PendingCommand {
  readonly reply: PromiseWithResolvers<unknown>;
  /** The request that it is a part of the answer to. */
  readonly request: number | undefined;
}

/** What the agent says of a command that was cancelled. */
const CANCELLED = 'cancelled';

function failure(sentence: string): Error {
  return sentence === CANCELLED ? requestCancelled() : agentRefused(sentence);
}

/** The session's end of the conversation with the agent. */
export class AgentConnection extends EventEmitter<AgentEvents> {
  readonly #transmit: (message: Uint8Array) => void;
  readonly #pending = new Map<number, PendingCommand>();
  #lastId = 0;
  readonly #whyClosed: () => DebugError;
  #isClosed = false;

  /**
   * @param transmit puts a message on the channel.
   * @param whyClosed what commands fail with once it is closed.
   */
  constructor(transmit: (message: Uint8Array) => void, whyClosed = programEnded) {
    super();
    this.#transmit = transmit;
    this.#whyClosed = whyClosed;
  }

  /**
   * Sends a command.
   *
   * @returns a promise of the reply's body. It rejects with a `DebugError` when
   *   the agent refuses, or the program ends first.
   */
  call<Name extends CommandName>(
    command: Name,
    args: Commands[Name]['args'],
  ): Promise<Commands[Name]['body']> {
    if (this.#isClosed) return Promise.reject(this.#whyClosed());
    const id = ++this.#lastId;
    const reply = Promise.withResolvers<unknown>();
    this.#pending.set(id, { reply, request: currentRequest.getStore() });
    const message: CommandMessage<Name> = { id, command, args };
    this.#transmit(new TextEncoder().encode(JSON.stringify(message)));
    return reply.promise as Promise<Commands[Name]['body']>;
  }

  /** Takes a message from the channel, and how many switches there had been when it was sent. */
  receive(bytes: Uint8Array, switches: number): void {
    const message = parse(bytes);
    if (message === undefined) this.emit('garbage');
    else if ('event' in message) this.emit('event', message, switches);
    else this.#settle(message);
  }

  /** Asks for the end of the commands that a request of the client has led to. @returns whether there are any. */
  cancel(request: number): boolean {
    const commands = [...this.#pending].filter(([, pending]) => pending.request === request);
    for (const [command] of commands) void this.call('cancel', { command }).catch(() => {});
    return commands.length > 0;
  }

  /** Rejects all commands under way: nobody will answer them. */
  close(): void {
    this.#isClosed = true;
    for (const { reply } of this.#pending.values()) reply.reject(this.#whyClosed());
    this.#pending.clear();
  }

  #settle(message: ReplyMessage): void {
    const reply = this.#pending.get(message.reply)?.reply;
    this.#pending.delete(message.reply);
    if ('error' in message) reply?.reject(failure(message.error));
    else reply?.resolve(message.body);
  }
}

function parse(bytes: Uint8Array): AgentMessage | undefined {
  try {
    const message: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof message !== 'object' || message === null) return undefined;
    return 'event' in message || 'reply' in message ? (message as AgentMessage) : undefined;
  } catch {
    return undefined;
  }
}
