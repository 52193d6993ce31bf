import type { HostStream } from './hostStream.ts';
import { encodeHead, HttpParser, type MessageHead } from './httpParser.ts';

/** What is asked of a guest that listens, as it is said by HTTP. */
export interface PortRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
}

/** What a guest answers. */
export interface PortAnswer {
  readonly status: number;
  readonly reason: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** As it comes; whoever wants no more of it cancels it. */
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
}

/** What is said here. */
const SAID_HERE = new Set(['host', 'connection', 'content-length', 'transfer-encoding']);

/** What is about this connection alone. */
const OF_CONNECTION = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length']);

/** One request to a guest, over a connection of its own. */
class PortExchange {
  readonly #stream: HostStream;
  readonly #parser: HttpParser;
  readonly #chunks: Uint8Array<ArrayBuffer>[] = [];
  #head: MessageHead | undefined;
  #isOver = false;

  constructor(stream: HostStream, method: string) {
    this.#stream = stream;
    this.#parser = new HttpParser('answers', {
      head: head => {
        if (head.status >= 200) this.#head = head;
        return method === 'HEAD';
      },
      body: bytes => this.#chunks.push(bytes),
      ended: () => {
        this.#isOver = this.#head !== undefined;
      },
    });
  }

  async ask(port: number, { method, path, headers, body }: PortRequest): Promise<PortAnswer> {
    const head = encodeHead(`${method} ${path} HTTP/1.1`, [
      ['host', `127.0.0.1:${port}`],
      ...headers.filter(([name]) => !SAID_HERE.has(name.toLowerCase())),
      ['content-length', String(body.length)],
      ['connection', 'close'],
    ]);
    // It may answer before it has heard all.
    const sending = this.#stream.write(head).then(() => this.#stream.write(body));
    sending.catch(() => {});
    while (this.#head === undefined) await this.#readMore();
    const { status, reason, headers: received } = this.#head;
    return {
      status,
      reason,
      headers: received.filter(([name]) => !OF_CONNECTION.has(name.toLowerCase())),
      body: new ReadableStream({
        pull: async controller => {
          while (this.#chunks.length === 0 && !this.#isOver) await this.#readMore();
          const chunk = this.#chunks.shift();
          if (chunk !== undefined) {
            controller.enqueue(chunk);
            return;
          }
          this.#stream.close();
          controller.close();
        },
        cancel: () => this.#stream.reset(),
      }),
    };
  }

  /** @throws Error when nothing comes, though something is missing. */
  async #readMore(): Promise<void> {
    const bytes = await this.#stream.read().catch(() => {
      throw new Error('the program has broken off the connection');
    });
    if (bytes !== undefined) {
      this.#parser.read(bytes);
      return;
    }
    this.#parser.end();
    if (!this.#isOver) throw new Error('the program has ended the connection');
  }
}

/**
 * Asks a guest something over a new connection.
 *
 * @throws Error when it does not answer.
 */
export function askPort(
  stream: HostStream,
  port: number,
  request: PortRequest,
): Promise<PortAnswer> {
  return new PortExchange(stream, request.method).ask(port, request);
}
