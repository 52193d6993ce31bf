import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import zlib from 'node:zlib';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/** What is compressed where that is wanted, as most servers have it. */
const COMPRESSED = new Set(['.css', '.html', '.js', '.json', '.so', '.txt', '.wasm']);

/** How files are served. */
export interface ServingOptions {
  /** Any free one, unless one is wanted. */
  readonly port?: number;
  /** For how many seconds a browser need not ask again for what is at a path. */
  readonly maxAge: number | ((path: string) => number);
  /** Whether files are sent by gzip; never, unless it is said. */
  readonly isCompressed?: boolean;
  /** With which it is one of https. */
  readonly certificate?: https.ServerOptions;
  /** Whether pages are isolated from other origins, so that memory can be shared there; not, unless it is said. */
  readonly isIsolated?: boolean;
}

/** What isolates a page, and workers in it, from other origins (HTML, "cross-origin isolation"). */
const ISOLATING = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** Serves files on loopback. */
export class FileServer implements AsyncDisposable {
  readonly #server: http.Server;
  readonly url: string;
  /** The files that somebody has asked for. */
  readonly servedFiles: ReadonlySet<string>;

  private constructor(server: http.Server, scheme: string, servedFiles: ReadonlySet<string>) {
    this.#server = server;
    this.servedFiles = servedFiles;
    this.url = `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }

  /**
   * @param files by the paths of their URLs.
   * @throws Error when the port is taken.
   */
  static async start(
    files: ReadonlyMap<string, string>,
    { port = 0, maxAge, isCompressed = false, certificate, isIsolated = false }: ServingOptions,
  ): Promise<FileServer> {
    // Once, and before anybody waits for it.
    const compressed = new Map(isCompressed ? [...files.values()].flatMap(compressedFile) : []);
    const servedFiles = new Set<string>();
    const serve: http.RequestListener = ({ url = '/' }, response) => {
      const name = url.split('?')[0] as string;
      const file = files.get(name);
      response.statusCode = file === undefined ? 404 : 200;
      if (file === undefined) {
        response.end();
        return;
      }
      const age = typeof maxAge === 'number' ? maxAge : maxAge(name);
      servedFiles.add(file);
      response.setHeader('Content-Type', TYPES[path.extname(file)] ?? 'application/octet-stream');
      for (const [header, value] of Object.entries(isIsolated ? ISOLATING : {})) {
        response.setHeader(header, value);
      }
      response.setHeader('Cache-Control', `max-age=${age}`);
      const content = compressed.get(file);
      if (content === undefined) {
        fs.createReadStream(file).pipe(response);
      } else {
        response.setHeader('Content-Encoding', 'gzip');
        response.end(content);
      }
    };
    const server =
      certificate === undefined ? http.createServer(serve) : https.createServer(certificate, serve);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    return new FileServer(server, certificate === undefined ? 'http' : 'https', servedFiles);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }
}

/** @returns nothing for a file that is sent as it is. */
function compressedFile(file: string): [string, Uint8Array][] {
  if (!COMPRESSED.has(path.extname(file))) return [];
  return [[file, zlib.gzipSync(fs.readFileSync(file))]];
}
