import { messageCutOff, messageTooLong } from '../errors.ts';
import { Content } from './content.ts';
import { HeaderReader } from './headerReader.ts';

/** The longest message that is read, in bytes. */
const LONGEST_MESSAGE = 128 * 1024 * 1024;

/** The longest message of somebody who has not shown the token, in bytes. */
const LONGEST_MESSAGE_OF_STRANGERS = 1024 * 1024;

/**
 * Finds the messages in a stream of bytes, in a time that grows with their length alone.
 *
 * @see https://microsoft.github.io/debug-adapter-protocol/overview#base-protocol
 */
export class MessageDecoder {
  readonly #isTrusted: () => boolean;
  #header: HeaderReader;
  /** Undefined while the header before it is read. */
  #content: Content | undefined;

  /** @param isTrusted whether the sender is known, asked at the beginning of each message. */
  constructor(isTrusted: () => boolean) {
    this.#isTrusted = isTrusted;
    this.#header = new HeaderReader(isTrusted());
  }

  /**
   * Reads on.
   *
   * @returns the content parts of the messages that these bytes complete, each before the next
   *   one is looked at.
   * @throws BrokenStream when nothing more can be read.
   */
  *decode(bytes: Buffer): Generator<Buffer, void> {
    let rest = bytes;
    while (rest.length > 0) {
      rest = (this.#content ?? this.#header).take(rest);
      this.#content ??= this.#begunContent();
      if (!this.#content?.isComplete) continue;
      yield this.#content.bytes;
      this.#content = undefined;
      this.#header = new HeaderReader(this.#isTrusted());
    }
  }

  /** Tells that no more bytes come. @throws BrokenStream in the middle of a message. */
  end(): void {
    if (this.#header.hasBegun) throw this.#header.problem(messageCutOff());
  }

  #begunContent(): Content | undefined {
    const { contentLength } = this.#header;
    if (contentLength === undefined) return undefined;
    const limit = this.#isTrusted() ? LONGEST_MESSAGE : LONGEST_MESSAGE_OF_STRANGERS;
    if (contentLength > limit) throw this.#header.problem(messageTooLong(contentLength, limit));
    return new Content(contentLength);
  }
}
