import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Connection } from '../model-tools/connection.ts';
import { DebugAdapter } from '../session/debugAdapter.ts';

/** A connection to a debug adapter in this process. */
export class AdapterConnection implements Connection {
  readonly #adapter = new DebugAdapter();
  readonly #waiting = new Map<number, PromiseWithResolvers<DebugProtocol.Response>>();
  #lastSeq = 0;

  /** @param hear called with every message of the adapter, before who waits for it goes on. */
  constructor(hear: (message: DebugProtocol.ProtocolMessage) => void) {
    // What the package's declarations call a message of VS Code's is one of the protocol's.
    this.#adapter.onDidSendMessage(sent => {
      const message = sent as DebugProtocol.ProtocolMessage;
      hear(message);
      if (message.type !== 'response') return;
      const response = message as DebugProtocol.Response;
      this.#waiting.get(response.request_seq)?.resolve(response);
      this.#waiting.delete(response.request_seq);
    });
  }

  async customRequest(command: string, args: object = {}, signal?: AbortSignal): Promise<unknown> {
    signal?.throwIfAborted();
    const { seq, response } = this.#send(command, args);
    const cancel = (): void => void this.#send('cancel', { requestId: seq });
    signal?.addEventListener('abort', cancel);
    const { success, message, body } = await response;
    signal?.removeEventListener('abort', cancel);
    if (!success) throw new Error(message);
    return body;
  }

  #send(command: string, args: object): { seq: number; response: Promise<DebugProtocol.Response> } {
    const seq = ++this.#lastSeq;
    const answered = Promise.withResolvers<DebugProtocol.Response>();
    this.#waiting.set(seq, answered);
    const sent: DebugProtocol.Request = { seq, type: 'request', command, arguments: args };
    this.#adapter.handleMessage(sent);
    return { seq, response: answered.promise };
  }
}
