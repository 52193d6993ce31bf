import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import zlib from 'node:zlib';
import { OTHER_NAME } from '../../extension/test/harness/browser.ts';
import { testCertificate } from './certificate.ts';

/** Lets pages of all origins read an answer (CORS). */
const OPEN = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': 'Content-Type, Content-Encoding, X-Asked',
  'Access-Control-Allow-Methods': 'PUT',
  'Access-Control-Expose-Headers': 'X-Answered',
};

/** A server that pages find by another name than that of their own: to them it is that of another machine. */
export class OtherServer implements AsyncDisposable {
  readonly #server: http.Server;

  private constructor(server: http.Server) {
    this.#server = server;
  }

  /** @param isSecure whether it is one of https, whose certificate is for another name. */
  static async start(isSecure = false): Promise<OtherServer> {
    const server = new OtherServer(
      isSecure ? https.createServer(testCertificate(), receive) : http.createServer(receive),
    );
    await once(server.#server.listen(0, '127.0.0.1'), 'listening');
    return server;
  }

  /** `elsewhere.test:1234`. */
  get address(): string {
    return `${OTHER_NAME}:${(this.#server.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await once(this.#server.close(), 'close');
  }
}

function receive(request: http.IncomingMessage, response: http.ServerResponse): void {
  const body: Buffer[] = [];
  request.on('data', bytes => body.push(bytes));
  request.on('end', () => answer(request, Buffer.concat(body).toString(), response));
}

function answer(
  { method, url = '', headers }: http.IncomingMessage,
  body: string,
  response: http.ServerResponse,
): void {
  switch (url) {
    case '/closed':
      response.end('for pages of this server alone');
      return;
    case '/missing':
      response.writeHead(404, OPEN).end('not here');
      return;
    case '/nothing':
      response.writeHead(204, OPEN).end();
      return;
    case '/packed':
      response.writeHead(200, { ...OPEN, 'Content-Encoding': 'gzip' });
      response.end(zlib.gzipSync('packed '.repeat(50_000)));
      return;
    case '/moved':
      response.writeHead(302, { ...OPEN, Location: '/missing' }).end();
      return;
    default:
      response.writeHead(200, { ...OPEN, 'X-Answered': headers['content-encoding'] ?? 'yes' });
      response.end(
        method === 'OPTIONS' ? '' : JSON.stringify([method, url, headers['x-asked'], body]),
      );
  }
}
