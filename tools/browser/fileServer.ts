import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/**
 * Serves files on loopback, with nothing that would isolate a page from other origins, so that memory cannot be
 * shared there.
 */
export class FileServer implements AsyncDisposable {
  readonly #server: http.Server;
  readonly url: string;

  private constructor(server: http.Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }

  /**
   * @param files by the paths of their URLs.
   * @param options `port`: any free one, unless one is wanted. `maxAge`: for how many seconds a browser need not ask
   *   again.
   * @throws Error when the port is taken.
   */
  static async start(
    files: ReadonlyMap<string, string>,
    { port = 0, maxAge }: { readonly port?: number; readonly maxAge: number },
  ): Promise<FileServer> {
    const server = http.createServer(({ url = '/' }, response) => {
      const file = files.get(url.split('?')[0] as string);
      response.statusCode = file === undefined ? 404 : 200;
      if (file === undefined) {
        response.end();
        return;
      }
      response.setHeader('Content-Type', TYPES[path.extname(file)] ?? 'application/octet-stream');
      response.setHeader('Cache-Control', `max-age=${maxAge}`);
      fs.createReadStream(file).pipe(response);
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    return new FileServer(server);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }
}
