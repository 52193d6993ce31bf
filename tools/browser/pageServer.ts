import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import * as esbuild from 'esbuild';

const root = path.resolve(import.meta.dirname, '../..');

/** The bundles of a page, by their names. */
const ENTRY_POINTS = {
  page: 'debug-adapter/runtime/browser/test/page.ts',
  worker: 'debug-adapter/runtime/browser/worker.ts',
  adapter: 'debug-adapter/session/browser/worker.ts',
  'adapter-page': 'debug-adapter/session/browser/test/page.ts',
  'own-guest': 'debug-adapter/runtime/browser/test/ownGuest.ts',
};

const PAGE =
  '<!doctype html><title>WASIX Python</title><script src="/page.js"></script><script src="/adapter-page.js"></script>';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
};

/**
 * Serves the page of the tests on loopback, with nothing that would isolate it from other origins, so that
 * memory cannot be shared there.
 */
export class PageServer implements AsyncDisposable {
  readonly #server: http.Server;
  readonly url: string;

  private constructor(server: http.Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }

  /**
   * @param folder an empty one, in which the page is built.
   * @param files further ones to serve, by the paths of their URLs.
   */
  static async start(folder: string, files: Readonly<Record<string, string>>): Promise<PageServer> {
    await esbuild.build({
      absWorkingDir: root,
      bundle: true,
      platform: 'browser',
      format: 'iife',
      target: 'es2024',
      sourcemap: true,
      logLevel: 'warning',
      outdir: folder,
      entryPoints: ENTRY_POINTS,
      // The package of debug adapters is made for Node's, of which the other has what it uses.
      alias: { events: 'eventemitter3' },
    });
    fs.writeFileSync(path.join(folder, 'index.html'), PAGE);
    const served = new Map(Object.entries(files));
    for (const name of fs.readdirSync(folder)) served.set(`/${name}`, path.join(folder, name));
    served.set('/', path.join(folder, 'index.html'));
    const server = http.createServer(({ url }, response) => {
      const file = served.get(url ?? '');
      response.statusCode = file === undefined ? 404 : 200;
      if (file === undefined) {
        response.end();
        return;
      }
      response.setHeader('Content-Type', TYPES[path.extname(file)] ?? 'application/octet-stream');
      response.setHeader('Cache-Control', 'max-age=3600');
      fs.createReadStream(file).pipe(response);
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    return new PageServer(server);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }
}
