import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openFirefoxVisit } from './firefoxVisit.ts';

/** A service that answers in pieces, the first before it is asked for the second. */
const SERVICE = `from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event

asked_further = Event()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.wfile.write(b"4\\r\\none,\\r\\n")
        if self.path == "/further":
            asked_further.set()
        asked_further.wait()
        self.wfile.write(b"3\\r\\ntwo\\r\\n0\\r\\n\\r\\n")

    def do_PUT(self):
        self.send_response(204)
        self.end_headers()

    def log_message(self, *args):
        pass


ThreadingHTTPServer(("", 8000), Handler).serve_forever()
`;

/** Asks the service for its root, and for more when the beginning of that has come. */
const ASK = `(async () => {
  const { href } = document.getElementById('service-link');
  const decoder = new TextDecoder();
  const reader = (await fetch(href)).body.getReader();
  const pieces = [decoder.decode((await reader.read()).value)];
  const { status } = await fetch(href, { method: 'PUT', body: 'x' });
  pieces.push(await (await fetch(href + 'further')).text());
  for (let rest = await reader.read(); !rest.done; rest = await reader.read()) {
    pieces.push(decoder.decode(rest.value));
  }
  return [status, ...pieces];
})()`;

/** Tests of programs that listen, in the playground in Firefox. */
export function testServiceInFirefox(): void {
  test('P37: has a program answer, piece by piece', async () => {
    await using resources = new AsyncDisposableStack();
    const { page, playground, server } = await openFirefoxVisit(resources);
    await using _ = server;
    await playground.goto(server.url, SERVICE);
    await page.waitForFunction('navigator.serviceWorker.controller !== null');
    await playground.press('Run');
    await page.waitForFunction("!document.getElementById('service-link').hidden");
    assert.deepEqual(await page.evaluate(ASK), [204, 'one,', 'one,two', 'two']);
    await playground.press('Stop');
  });
}
