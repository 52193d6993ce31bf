import { HTTPParser } from 'http-parser-js';

/** What begins a message of HTTP/1: its headers in their order, names and values. */
export interface MessageHead {
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Of a request. */
  readonly method: string;
  /** What a request asks for: a path with its query, or a whole URL. */
  readonly target: string;
  /** Of an answer. */
  readonly status: number;
  readonly reason: string;
  /** Whether it is of HTTP/1.1, and not of HTTP/1.0. */
  readonly isModern: boolean;
  /** Whether the connection stays for a next message. */
  readonly staysOpen: boolean;
}

/** Is told of messages in their order. */
export interface MessageListener {
  /** @returns whether no body comes, whatever the headers say. */
  head(head: MessageHead): boolean;
  body(bytes: Uint8Array<ArrayBuffer>): void;
  ended(): void;
}

/** The longest that a method's name is thought to be. */
const LONGEST_METHOD = 20;

/** Bytes from which the parser takes text, as of a Buffer of Node's. */
class ParsedBytes extends Uint8Array {
  override toString(_encoding?: string, start = 0, end = this.length): string {
    let text = '';
    for (let index = start; index < end; index++) {
      text += String.fromCharCode(this[index] as number);
    }
    return text;
  }
}

/** Reads the messages of HTTP/1 that one end of a connection sends. */
export class HttpParser {
  readonly #parser: InstanceType<typeof HTTPParser>;

  constructor(kind: 'requests' | 'answers', listener: MessageListener) {
    const parser = new HTTPParser(kind === 'requests' ? HTTPParser.REQUEST : HTTPParser.RESPONSE);
    parser[HTTPParser.kOnHeadersComplete] = (info): number => {
      const { headers, method, url, statusCode, statusMessage, versionMinor } = info;
      const pairs = Array.from(
        { length: headers.length / 2 },
        (_, index) => [headers[2 * index] as string, headers[2 * index + 1] as string] as const,
      );
      const hasNoBody = listener.head({
        headers: pairs,
        method: HTTPParser.methods[method] ?? '',
        target: url,
        status: statusCode,
        reason: statusMessage,
        isModern: versionMinor > 0,
        staysOpen: info.shouldKeepAlive,
      });
      return hasNoBody ? 1 : 0;
    };
    // A copy, of these bytes alone.
    parser[HTTPParser.kOnBody] = (bytes: Uint8Array) =>
      listener.body(new Uint8Array(bytes as Uint8Array<ArrayBuffer>));
    parser[HTTPParser.kOnMessageComplete] = () => listener.ended();
    this.#parser = parser;
  }

  /** @throws Error when it is no HTTP/1. */
  read(bytes: Uint8Array): void {
    const answer = this.#parser.execute(new ParsedBytes(bytes) as never);
    if (answer instanceof Error) throw answer;
  }

  /** Nothing follows. @throws Error when that is in the middle of a message. */
  end(): void {
    const error = this.#parser.finish();
    if (error instanceof Error) throw error;
  }
}

/** Whether bytes can be the first of a request: a method, in capital letters. */
export function mayBeRequest(bytes: Uint8Array): boolean {
  const beginning = String.fromCharCode(...bytes.subarray(0, LONGEST_METHOD + 1));
  return /^[A-Z-]+( |$)/.test(beginning);
}

/** What begins a message, in bytes: those of its characters, as the web has them in headers. */
export function encodeHead(
  firstLine: string,
  headers: readonly (readonly [name: string, value: string])[],
): Uint8Array {
  const lines = [firstLine, ...headers.map(([name, value]) => `${name}: ${value}`), '', ''];
  return Uint8Array.from(lines.join('\r\n'), character => character.charCodeAt(0));
}
