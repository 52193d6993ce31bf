import { EventEmitter } from 'node:events';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { BrokenStream } from './brokenStream.ts';
import { InvalidMessage, parseMessage } from './message.ts';
import { MessageDecoder } from './messageDecoder.ts';

interface MessageReaderEvents {
  message: [message: DebugProtocol.ProtocolMessage];
  /** There was no message where one should have been; the next one can be read. */
  invalid: [message: InvalidMessage];
  /** Nothing more can be read. Emitted once. */
  broken: [problem: BrokenStream];
}

/** Reads the messages of a client. Nothing that the client sends makes it throw. */
export class MessageReader extends EventEmitter<MessageReaderEvents> {
  readonly #decoder: MessageDecoder;
  #isBroken = false;

  /** @param isTrusted whether the client is known; see {@link MessageDecoder}. */
  constructor(isTrusted: () => boolean) {
    super();
    this.#decoder = new MessageDecoder(isTrusted);
  }

  /** Reads on. What comes after the stream is broken is left unread. */
  read(bytes: Buffer): void {
    this.#whileWhole(() => {
      for (const content of this.#decoder.decode(bytes)) this.#readContent(content);
    });
  }

  /** Tells that no more bytes come. */
  end(): void {
    this.#whileWhole(() => this.#decoder.end());
  }

  #readContent(content: Buffer): void {
    let message: DebugProtocol.ProtocolMessage;
    try {
      message = parseMessage(content);
    } catch (error) {
      if (!(error instanceof InvalidMessage)) throw error;
      this.emit('invalid', error);
      return;
    }
    this.emit('message', message);
  }

  #whileWhole(work: () => void): void {
    if (this.#isBroken) return;
    try {
      work();
    } catch (error) {
      if (!(error instanceof BrokenStream)) throw error;
      this.#isBroken = true;
      this.emit('broken', error);
    }
  }
}
