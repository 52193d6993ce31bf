import type { Readable, Writable } from 'node:stream';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { MessageDecoder } from '../connection/messageDecoder.ts';

/** Somebody who sends a debug adapter whatever bytes they like. */
export class RawClient {
  /** All that has come back, when the adapter has closed the connection. */
  readonly closed: Promise<string>;
  readonly #input: Writable;
  readonly #received: Buffer[] = [];
  #onData = (): void => {};
  #lastSeq = 0;

  constructor(input: Writable, output: Readable) {
    this.#input = input;
    // The adapter may hang up in the middle of what is sent.
    input.on('error', () => {});
    output.on('data', data => {
      this.#received.push(data);
      this.#onData();
    });
    this.closed = new Promise(resolve =>
      output.on('close', () => {
        resolve(this.text);
        this.#onData();
      }),
    );
  }

  get text(): string {
    return Buffer.concat(this.#received).toString();
  }

  /** The messages that have come. */
  get messages(): DebugProtocol.ProtocolMessage[] {
    const decoder = new MessageDecoder(() => true);
    const contents = decoder.decode(Buffer.concat(this.#received));
    return [...contents].map(content => JSON.parse(content.toString()));
  }

  /** The sentences of the output events that have come. */
  get sentences(): string[] {
    return this.messages
      .filter((message): message is DebugProtocol.OutputEvent => message.type === 'event')
      .filter(({ event }) => event === 'output')
      .map(({ body }) => body.output.trimEnd());
  }

  send(bytes: string | Buffer): void {
    this.#input.write(bytes);
  }

  /** Says that nothing more comes. */
  end(bytes = ''): void {
    this.#input.end(bytes);
  }

  /** Sends a request. @returns the response. */
  async request(command: string, args?: object): Promise<DebugProtocol.Response> {
    this.#lastSeq++;
    const seq = this.#lastSeq;
    this.send(framed({ seq, type: 'request', command, arguments: args }));
    return this.response(seq);
  }

  /** The response to a request, once it comes. */
  async response(seq: number): Promise<DebugProtocol.Response> {
    return (await this.next(
      message =>
        message.type === 'response' && (message as DebugProtocol.Response).request_seq === seq,
    )) as DebugProtocol.Response;
  }

  /** The first event of a kind, once it comes. */
  async event(name: string): Promise<DebugProtocol.Event> {
    return (await this.next(
      message => message.type === 'event' && (message as DebugProtocol.Event).event === name,
    )) as DebugProtocol.Event;
  }

  /** The first message that is looked for, once it comes. */
  async next(
    isIt: (message: DebugProtocol.ProtocolMessage) => boolean,
  ): Promise<DebugProtocol.ProtocolMessage> {
    let isClosed = false;
    void this.closed.then(() => (isClosed = true));
    for (;;) {
      const found = this.messages.find(isIt);
      if (found !== undefined) return found;
      if (isClosed) throw new Error(`the connection was closed after: ${this.text}`);
      await new Promise<void>(resolve => {
        this.#onData = resolve;
      });
    }
  }
}

/** A content part with the header that it should have. */
export function framed(content: string | Buffer | object): Buffer {
  const bytes =
    typeof content === 'string' || Buffer.isBuffer(content)
      ? Buffer.from(content)
      : Buffer.from(JSON.stringify(content));
  return Buffer.concat([Buffer.from(`Content-Length: ${bytes.length}\r\n\r\n`), bytes]);
}
