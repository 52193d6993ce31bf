import { encodeText } from '../../text.ts';
import type { HostStream } from './hostStream.ts';
import { encodeHead, HttpParser, type MessageHead, mayBeRequest } from './httpParser.ts';

/**
 * What a guest says first, in place of a handshake, so that the browser does TLS for it: who is to be at the other end, if it
 * says that.
 */
const SECURED = /^TLS ([\w.-]*)\r\n/;

/** A name of a host has 253 characters at most. */
const LONGEST_HANDSHAKE = 300;

/** With what a client of TLS begins (RFC 8446, section 5.1: `handshake`). */
const TLS_HANDSHAKE = 22;

/** What an answer says of another connection, or of the form that its body had there. */
const OF_CONNECTION = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'keep-alive',
  'proxy-authenticate',
  'transfer-encoding',
  'upgrade',
]);

/**
 * What the browser is to say itself. It passes over all else that it says itself, but some take this for a header that the
 * server has to allow, which few do.
 */
const OF_BROWSER = 'user-agent';

const NO_CONTENT = new Set([204, 205, 304]);

interface WholeRequest extends MessageHead {
  readonly body: Uint8Array<ArrayBuffer>[];
}

/** Answers the requests of HTTP/1 that a guest sends to another host, by what the browser fetches from there. */
export class FetchedAnswers {
  readonly #stream: HostStream;
  readonly #authority: string;
  /** Scheme, host and port. */
  #site: string;
  readonly #onWarning: (sentence: string) => void;
  readonly #whole: WholeRequest[] = [];
  #beginning: WholeRequest | undefined;

  /**
   * @param authority host and port, as a URL has them.
   * @param onWarning is given sentences for the user.
   */
  constructor(stream: HostStream, authority: string, onWarning: (sentence: string) => void) {
    this.#stream = stream;
    this.#authority = authority;
    this.#site = `http://${authority}`;
    this.#onWarning = onWarning;
  }

  /** Answers until the guest has no more requests, or none that can be answered. */
  async give(): Promise<void> {
    try {
      await this.#answerAll();
      this.#stream.close();
    } catch (error) {
      // Who has gone wants to know nothing.
      if (error instanceof Unanswerable) this.#onWarning(error.message);
      this.#stream.reset();
    }
  }

  async #answerAll(): Promise<void> {
    const parser = new HttpParser('requests', {
      head: head => {
        this.#beginning = { ...head, body: [] };
        return false;
      },
      body: bytes => this.#beginning?.body.push(bytes),
      ended: () => {
        if (this.#beginning !== undefined) this.#whole.push(this.#beginning);
        this.#beginning = undefined;
      },
    });
    let bytes = await this.#stream.read();
    if (bytes !== undefined) bytes = this.#withoutHandshake(bytes);
    if (bytes?.length === 0) bytes = await this.#stream.read();
    if (bytes !== undefined) this.#requireRequest(bytes);
    for (; bytes !== undefined; bytes = await this.#stream.read()) {
      try {
        parser.read(bytes);
      } catch {
        throw this.#noRequest();
      }
      for (const request of this.#whole.splice(0)) {
        await this.#answer(request);
        if (!request.staysOpen) return;
      }
      if (expectsToGoOn(this.#beginning)) {
        await this.#stream.write(encodeText('HTTP/1.1 100 Continue\r\n\r\n'));
      }
    }
  }

  async #answer(request: WholeRequest): Promise<void> {
    const response = await this.#fetch(request);
    const { status, statusText, body } = response;
    const isHead = request.method === 'HEAD';
    const hasBody = !isHead && !NO_CONTENT.has(status);
    const isChunked = hasBody && request.isModern;
    const headers = [...response.headers].filter(
      ([name]) => !OF_CONNECTION.has(name) || (isHead && name === 'content-length'),
    );
    if (isChunked) headers.push(['transfer-encoding', 'chunked']);
    headers.push(['connection', request.staysOpen ? 'keep-alive' : 'close']);
    await this.#stream.write(encodeHead(`HTTP/1.1 ${status} ${statusText}`, headers));
    if (!hasBody) return;
    for await (const bytes of body === null ? [] : chunksOf(body)) {
      if (isChunked) await this.#stream.write(encodeText(`${bytes.length.toString(16)}\r\n`));
      await this.#stream.write(bytes);
      if (isChunked) await this.#stream.write(encodeText('\r\n'));
    }
    if (isChunked) await this.#stream.write(encodeText('0\r\n\r\n'));
  }

  async #fetch(request: WholeRequest): Promise<Response> {
    const { method, target, headers, body } = request;
    const url = this.#urlOf(target);
    if (url.startsWith('http:') && origin.startsWith('https:')) {
      throw new Unanswerable(
        `the browser lets no page of https fetch ${url}: ask for it by https, or serve this page by http.`,
      );
    }
    try {
      return await fetch(url, {
        method,
        headers: headers
          .filter(([name]) => name.toLowerCase() !== OF_BROWSER)
          .map(([name, value]) => [name, value]),
        body: body.length === 0 ? null : new Blob(body),
        // A program has neither the user's cookies nor what the browser knows already.
        credentials: 'omit',
        cache: 'no-store',
        referrerPolicy: 'no-referrer',
        signal: this.#stream.gone,
      });
    } catch (error) {
      if (this.#stream.gone.aborted) throw error;
      const { message } = error as Error;
      throw new Unanswerable(
        `the browser could not fetch ${url} (${message}): nobody answers there, or the server lets no page of ` +
          `${origin} read it, as it does by the header Access-Control-Allow-Origin (CORS).`,
      );
    }
  }

  /** @throws Unanswerable when a program is not to ask for that. */
  #urlOf(target: string): string {
    const absolute = target.startsWith('/') ? `${this.#site}${target}` : target;
    if (!URL.canParse(absolute)) throw this.#noRequest();
    const url = new URL(absolute);
    if (url.host !== new URL(this.#site).host) {
      throw new Unanswerable(
        `the program asks ${this.#authority} for ${absolute}, as one asks a proxy: in a browser there is none.`,
      );
    }
    // To which CORS does not apply: it may have what is for the reader of the page alone.
    if (url.origin === origin) {
      throw new Unanswerable(
        `a program may not ask ${origin}, the server of the page that it is in.`,
      );
    }
    return url.href;
  }

  /** What follows what is said of TLS, if anything is. */
  #withoutHandshake(bytes: Uint8Array): Uint8Array {
    const [line, name] =
      SECURED.exec(String.fromCharCode(...bytes.subarray(0, LONGEST_HANDSHAKE))) ?? [];
    if (line === undefined) return bytes;
    const [, port] = /:(\d+)$/.exec(this.#authority) ?? [];
    this.#site = `https://${name ? `${name}:${port}` : this.#authority}`;
    return bytes.subarray(line.length);
  }

  #requireRequest(bytes: Uint8Array): void {
    if (bytes[0] === TLS_HANDSHAKE) {
      throw new Unanswerable(
        `the program speaks TLS to ${this.#authority}, which nobody can in a browser but the browser itself.`,
      );
    }
    if (!mayBeRequest(bytes)) throw this.#noRequest();
  }

  #noRequest(): Unanswerable {
    return new Unanswerable(
      `what the program sends to ${this.#authority} is no HTTP/1.1: in a browser it reaches other hosts by nothing else.`,
    );
  }
}

/** Something that no answer can be had to. The message is a sentence for the user. */
class Unanswerable extends Error {}

/** Whether its client waits to be told before it sends the body (RFC 9110, section 10.1.1). */
function expectsToGoOn(request: WholeRequest | undefined): boolean {
  if (request === undefined || request.body.length > 0) return false;
  return request.headers.some(
    ([name, value]) => name.toLowerCase() === 'expect' && /^100-continue$/i.test(value),
  );
}

async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      if (value.length > 0) yield value;
    }
  } finally {
    await reader.cancel();
  }
}
