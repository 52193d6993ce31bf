import { CHANNEL_FD, type EventMessage } from '../../protocol/messages.ts';
import { FRAME_HEADER_SIZE } from '../../runtime/descriptors/messageChannel.ts';

/** The number of the descriptor. */
const STANDARD_ERROR = 2;

/** What a program has printed at once. */
export interface PrintedPart {
  readonly stream: 'stdout' | 'stderr';
  readonly bytes: Uint8Array;
}

/**
 * What a program prints in a replay. Where it was debugged while it was recorded, the debugger's agent
 * has told of that, on the channel: in the replay, nobody but this listens there.
 */
export class PrintedParts {
  #unread = new Uint8Array();

  /** Takes what was written to a descriptor. */
  *of(fd: number, bytes: Uint8Array): Generator<PrintedPart> {
    if (fd !== CHANNEL_FD) {
      yield { stream: fd === STANDARD_ERROR ? 'stderr' : 'stdout', bytes };
      return;
    }
    for (const message of this.#messages(bytes)) {
      if (message.event !== 'output' || message.category === 'console') continue;
      yield { stream: message.category, bytes: new TextEncoder().encode(message.text) };
    }
  }

  /** The messages that are whole by now: one may come in parts. */
  *#messages(bytes: Uint8Array): Generator<EventMessage> {
    const all = new Uint8Array(this.#unread.length + bytes.length);
    all.set(this.#unread);
    all.set(bytes, this.#unread.length);
    const view = new DataView(all.buffer);
    let at = 0;
    while (at + FRAME_HEADER_SIZE <= all.length) {
      const end = at + FRAME_HEADER_SIZE + view.getUint32(at, true);
      if (end > all.length) break;
      yield JSON.parse(new TextDecoder().decode(all.subarray(at + FRAME_HEADER_SIZE, end)));
      at = end;
    }
    this.#unread = all.slice(at);
  }
}
