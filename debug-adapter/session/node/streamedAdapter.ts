import type { Writable } from 'node:stream';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { InvalidMessage } from '../connection/message.ts';
import { MessageReader } from '../connection/messageReader.ts';
import { MessageWriter } from '../connection/messageWriter.ts';
import { DebugAdapter } from '../debugAdapter.ts';
import { describeFailure, responseTo } from '../responses.ts';

/**
 * A debug adapter for a client at the other ends of streams.
 *
 * Emits `stopped` when it has told the client that a program stands still.
 */
export class StreamedAdapter extends DebugAdapter {
  /**
   * Serves the client at the other ends of two streams.
   *
   * The package's own reader skips what it does not understand, a browser's request included,
   * or waits for ever, and takes a time that grows with the square of a message's length.
   * Messages pass by the package's interface for those with a transport of their own instead.
   */
  override start(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): void {
    const writer = new MessageWriter(output as Writable);
    this.onDidSendMessage(message => {
      this.log.note('adapter', message);
      writer.write(message);
      if ((message as DebugProtocol.Event).event === 'stopped') this.emit('stopped');
    });
    writer.on('full', () => this.session.holdOutput(true));
    writer.on('overfull', () => input.pause());
    writer.on('drained', () => {
      this.session.holdOutput(false);
      input.resume();
    });
    const reader = new MessageReader(() => this.access.isGranted);
    reader.on('message', message => {
      this.log.note('client', message);
      this.handleMessage(message);
    });
    reader.on('invalid', message => this.#refuse(message));
    reader.on('broken', problem => this.giveUp(problem));
    input.on('data', (bytes: Buffer) => reader.read(bytes));
    input.on('end', () => {
      reader.end();
      this.leave();
    });
    input.on('close', () => this.leave());
    for (const stream of [input, output]) stream.on('error', () => this.leave());
  }

  /** Answers what is no message, if it can be answered, or at least says so. */
  #refuse({ error, request }: InvalidMessage): void {
    if (request === undefined) {
      this.tell('console', error.message);
      return;
    }
    const response = responseTo(request);
    describeFailure(response, error);
    this.sendResponse(response);
  }
}
