import {
  browserRefused,
  type DebugError,
  headerTooLong,
  malformedHeader,
  notADebugClient,
  notOneContentLength,
} from '../errors.ts';
import { BrokenStream } from './brokenStream.ts';

/** What the header part of a message may take, in bytes; that of a usual one takes 22. */
const HEADER_LIMIT = 4096;

const LINE_FEED = 0x0a;

/**
 * The fields that clients send. The base protocol has the first; the second is that of the
 * Language Server Protocol, whose libraries speak this one, too.
 */
const KNOWN_FIELDS = ['content-length', 'content-type'];
const KNOWN_FIELD = /^content-(length|type)\b/i;

/** The fields by which a browser tells where a request goes, and comes from. */
const BROWSER_FIELDS = ['host', 'origin'];

/** RFC 9112 section 5, since the base protocol calls its header comparable to HTTP's. */
const FIELD = /^([!#$%&'*+.^`|~\w-]+):[ \t]*([\t\x20-\x7e]*?)[ \t]*\r\n$/;
const FIELD_BEGINNING = /^[!#$%&'*+.^`|~\w-]*(?::.*)?\r?$/;

/** RFC 9112 section 3. */
const HTTP_REQUEST = /^[A-Z]+ \S+ HTTP\/\d/;
const HTTP_REQUEST_BEGINNING = /^[A-Z]+(?: \S*(?: [HTP/\d.\r]*)?)?$/;

/**
 * Reads the header part of one message as it comes: lines of a name, a colon and a value.
 * Names are read in any case, and values with any white space around them.
 *
 * From somebody who is not trusted it takes the known fields alone, and it does not wait for
 * the end of a first line that cannot become one of them.
 *
 * @see https://microsoft.github.io/debug-adapter-protocol/overview#header-part
 */
export class HeaderReader {
  readonly #isTrusted: boolean;
  /** Whether it is the protocol that is spoken, be it with mistakes. */
  #isClient: boolean;
  /** The line that has not ended yet. */
  #line = '';
  #size = 0;
  #contentLength: number | undefined;
  #isComplete = false;

  constructor(isTrusted: boolean) {
    this.#isTrusted = isTrusted;
    this.#isClient = isTrusted;
  }

  /** How long the content part is that follows, in bytes; undefined until the header part ends. */
  get contentLength(): number | undefined {
    return this.#isComplete ? this.#contentLength : undefined;
  }

  /** Whether anything of it has come. */
  get hasBegun(): boolean {
    return this.#size > 0;
  }

  /**
   * Takes what belongs to the line that is being read.
   *
   * @returns the rest.
   * @throws BrokenStream when it can be no line of a header part.
   */
  take(bytes: Buffer): Buffer {
    const lineFeed = bytes.indexOf(LINE_FEED);
    const piece = lineFeed < 0 ? bytes : bytes.subarray(0, lineFeed + 1);
    this.#size += piece.length;
    this.#line += piece.toString('latin1');
    this.#isClient ||= KNOWN_FIELD.test(this.#line);
    if (this.#size > HEADER_LIMIT) throw this.problem(headerTooLong(HEADER_LIMIT));
    if (lineFeed < 0) this.#judgeBeginning(this.#line);
    else this.#endLine(this.#line);
    return bytes.subarray(piece.length);
  }

  /** What to say of a mistake: whoever does not speak the protocol is told that, and no more. */
  problem(mistake: DebugError): BrokenStream {
    return this.#isClient
      ? new BrokenStream('client', mistake)
      : new BrokenStream('stranger', notADebugClient());
  }

  #judgeBeginning(line: string): void {
    const isPossible = this.#isClient
      ? FIELD_BEGINNING.test(line)
      : KNOWN_FIELDS.some(name => `${name}:`.startsWith(line.toLowerCase())) ||
        HTTP_REQUEST_BEGINNING.test(line);
    if (!isPossible) throw this.problem(malformedHeader(line));
  }

  #endLine(line: string): void {
    if (!this.#isClient && HTTP_REQUEST.test(line)) throw browser();
    if (line === '\r\n') {
      if (this.#contentLength === undefined) throw this.problem(notOneContentLength('no'));
      this.#isComplete = true;
      return;
    }
    const [, name, value] = FIELD.exec(line) ?? [];
    if (name === undefined || value === undefined) throw this.problem(malformedHeader(line));
    this.#takeField(name.toLowerCase(), value);
    this.#line = '';
  }

  #takeField(name: string, value: string): void {
    if (name === 'content-length') {
      const isFirst = this.#contentLength === undefined;
      if (!isFirst) throw this.problem(notOneContentLength('more than one'));
      if (!/^\d+$/.test(value)) throw this.problem(malformedHeader(this.#line));
      this.#contentLength = Number(value);
    } else if (!this.#isTrusted && !KNOWN_FIELDS.includes(name)) {
      throw BROWSER_FIELDS.includes(name) ? browser() : this.problem(malformedHeader(this.#line));
    }
  }
}

function browser(): BrokenStream {
  return new BrokenStream('browser', browserRefused());
}
