import type { DebugProtocol } from '@vscode/debugprotocol';
import type { TimedClient } from '../../test/timedSession.ts';
import { AdapterWorker } from '../adapterWorker.ts';
import type { FileContents, ServedPython } from '../machine.ts';

/** A client, in the page itself, of a debug adapter in a worker. */
export class WorkerClient implements TimedClient, Disposable {
  readonly #worker: AdapterWorker;
  readonly #answers = new Map<number, PromiseWithResolvers<unknown>>();
  /** Events that nobody has waited for yet, in order. */
  readonly #unread: DebugProtocol.Event[] = [];
  #wanted: { readonly name: string; readonly found: PromiseWithResolvers<unknown> } | undefined;
  #lastNumber = 0;

  /** @param script URL of the bundle of `worker.ts`. */
  constructor(script: string, pythons: readonly ServedPython[], files: FileContents) {
    this.#worker = new AdapterWorker(script, pythons, {
      message: message => this.#receive(message),
      closed: reason => this.#fail(new Error(`the adapter is closed: ${reason}`)),
    });
    this.#worker.addFiles(files);
  }

  // biome-ignore lint/suspicious/noExplicitAny: as the interface has it
  request(command: string, args: object = {}): Promise<any> {
    this.#lastNumber += 1;
    const seq = this.#lastNumber;
    const answer = Promise.withResolvers<unknown>();
    this.#answers.set(seq, answer);
    const request: DebugProtocol.Request = { seq, type: 'request', command, arguments: args };
    this.#worker.send(request);
    return answer.promise;
  }

  /** One at a time can be waited for. */
  // biome-ignore lint/suspicious/noExplicitAny: as the interface has it
  event(name: string): Promise<any> {
    const index = this.#unread.findIndex(({ event }) => event === name);
    if (index >= 0) return Promise.resolve(this.#unread.splice(index, 1)[0]?.body);
    const found = Promise.withResolvers<unknown>();
    this.#wanted = { name, found };
    return found.promise;
  }

  #receive(message: DebugProtocol.ProtocolMessage): void {
    if (message.type === 'event') this.#receiveEvent(message as DebugProtocol.Event);
    if (message.type !== 'response') return;
    const { request_seq, success, body, message: reason } = message as DebugProtocol.Response;
    const answer = this.#answers.get(request_seq);
    this.#answers.delete(request_seq);
    if (success) answer?.resolve(body);
    else answer?.reject(new Error(reason));
  }

  #receiveEvent(event: DebugProtocol.Event): void {
    if (this.#wanted?.name !== event.event) {
      this.#unread.push(event);
      return;
    }
    const { found } = this.#wanted;
    this.#wanted = undefined;
    found.resolve(event.body);
  }

  #fail(error: Error): void {
    for (const answer of this.#answers.values()) answer.reject(error);
    this.#wanted?.found.reject(error);
  }

  [Symbol.dispose](): void {
    this.#worker.close();
  }
}
