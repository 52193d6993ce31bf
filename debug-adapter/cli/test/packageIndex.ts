import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Wheel } from './wheel.ts';

/** An index of packages on this machine (PyPA's "Simple repository API"). */
export class PackageIndex {
  readonly #server: http.Server | https.Server;
  readonly #wheels: Wheel[] = [];
  /** Paths that were asked for, in order. */
  readonly requests: string[] = [];

  /** @param identity of the server, for one by https: its certificate and its key, in PEM. */
  private constructor(identity: string | undefined) {
    const answer: http.RequestListener = (request, response) => {
      this.requests.push(request.url ?? '');
      const [, area, name] = (request.url ?? '').split('/');
      if (area === 'files') {
        const wheel = this.#wheels.find(({ fileName }) => fileName === name);
        response.writeHead(wheel ? 200 : 404).end(wheel?.content);
        return;
      }
      const links = this.#wheels
        .filter(({ project }) => project === name)
        .map(({ fileName, requiresPython }) => {
          const python = requiresPython?.replace('>', '&gt;').replace('<', '&lt;');
          const condition = python === undefined ? '' : ` data-requires-python="${python}"`;
          return `<a href="/files/${fileName}"${condition}>${fileName}</a>`;
        });
      response.writeHead(links.length > 0 ? 200 : 404, { 'content-type': 'text/html' });
      response.end(`<!DOCTYPE html><html><body>${links.join('\n')}</body></html>`);
    };
    this.#server =
      identity === undefined
        ? http.createServer(answer)
        : https.createServer({ key: identity, cert: identity }, answer);
  }

  static async start(identity?: string): Promise<PackageIndex> {
    const index = new PackageIndex(identity);
    index.#server.listen(0, '127.0.0.1');
    await once(index.#server, 'listening');
    return index;
  }

  /** What pip calls `index-url`. */
  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    // Certificates are for names.
    const isSecure = this.#server instanceof https.Server;
    return isSecure ? `https://localhost:${port}/simple` : `http://127.0.0.1:${port}/simple`;
  }

  add(...wheels: readonly Wheel[]): void {
    this.#wheels.push(...wheels);
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
