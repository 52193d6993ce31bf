import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** A web server on this machine that serves given files, for tests of downloads. */
export interface TestServer extends AsyncDisposable {
  /** Base address, with a slash at the end. */
  readonly address: string;
  /** What was asked for: path and Range header. */
  readonly requests: { readonly path: string; readonly range: string | undefined }[];
}

/** Serves the files by their path without the first slash; answers 404 to everything else. */
export async function serve(files: ReadonlyMap<string, Buffer>): Promise<TestServer> {
  const requests: { path: string; range: string | undefined }[] = [];
  const server = http.createServer((request, response) => {
    const path = (request.url ?? '').slice(1);
    const { range } = request.headers;
    requests.push({ path, range });
    const content = files.get(path);
    const start = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
    if (content === undefined) response.writeHead(404).end();
    else if (start > 0 && start >= content.length) response.writeHead(416).end();
    else response.writeHead(start > 0 ? 206 : 200).end(content.subarray(start));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    requests,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
