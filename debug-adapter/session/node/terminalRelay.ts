import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { MessageReader } from '../connection/messageReader.ts';
import { MessageWriter } from '../connection/messageWriter.ts';
import type { AdapterMessage, Relay, RelayEvents, RelayedRequest } from '../lifecycle/relay.ts';

/** A {@link Relay} to an adapter at the other end of a socket. */
export class TerminalRelay extends EventEmitter<RelayEvents> implements Relay {
  readonly #socket: Socket;
  readonly #writer: MessageWriter;
  readonly #unanswered = new Map<number, RelayedRequest>();
  /** The requests that are not the client's, by numbers that no client uses. */
  readonly #own = new Map<number, PromiseWithResolvers<DebugProtocol.Response | undefined>>();

  constructor(socket: Socket) {
    super();
    this.#socket = socket;
    this.#writer = new MessageWriter(socket);
    const reader = new MessageReader(() => true);
    reader.on('message', message => this.#receive(message as AdapterMessage));
    socket.on('data', bytes => reader.read(bytes));
    socket.on('error', () => {});
    socket.on('close', () => this.#onClosed());
  }

  /** Passes on a request of the client's. */
  forward(request: DebugProtocol.Request): void {
    this.#unanswered.set(request.seq, request);
    this.#writer.write(request);
  }

  /** Sends a request. @returns the response, or undefined when the adapter is gone before. */
  ask(command: string, args: object): Promise<DebugProtocol.Response | undefined> {
    const seq = -1 - this.#own.size;
    const response = Promise.withResolvers<DebugProtocol.Response | undefined>();
    this.#own.set(seq, response);
    this.#writer.write({ seq, type: 'request', command, arguments: args });
    return response.promise;
  }

  /** Lets the adapter wait when it has much to tell, or go on. */
  hold(isHeld: boolean): void {
    if (isHeld) this.#socket.pause();
    else this.#socket.resume();
  }

  /** Parts with the adapter, which then ends its program. */
  close(): void {
    this.#socket.destroy();
  }

  #receive(message: AdapterMessage): void {
    if (message.type === 'response') {
      const { request_seq } = message as DebugProtocol.Response;
      const own = this.#own.get(request_seq);
      if (own !== undefined) {
        own.resolve(message as DebugProtocol.Response);
        return;
      }
      this.#unanswered.delete(request_seq);
    }
    this.emit('message', message);
  }

  #onClosed(): void {
    for (const { resolve } of this.#own.values()) resolve(undefined);
    this.emit('closed', [...this.#unanswered.values()]);
  }
}
