import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { Firefox } from '../../browser/firefox.ts';
import { buildPlayground } from '../build.ts';
import { servePlayground } from '../serve.ts';
import { FirefoxPlayground } from './firefoxPlayground.ts';

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
const ASK = `
const decoder = new TextDecoder();
const reader = (await fetch(link.href)).body.getReader();
const pieces = [decoder.decode((await reader.read()).value)];
const { status } = await fetch(link.href, { method: 'PUT', body: 'x' });
pieces.push(await (await fetch(link.href + 'further')).text());
for (let rest = await reader.read(); !rest.done; rest = await reader.read()) {
  pieces.push(decoder.decode(rest.value));
}
return [status, ...pieces];`;

/** Tests of programs that listen, in the playground in Firefox. */
export function testServiceInFirefox(): void {
  test('P33: has a program answer, piece by piece', async () => {
    await using resources = new AsyncDisposableStack();
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'playground-test-'));
    resources.defer(() => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
    const built = path.join(folder, 'playground');
    await buildPlayground(built, ['switch']);
    const profile = fs.mkdtempSync(path.join(folder, 'profile-'));
    const firefox = resources.use(await Firefox.open(profile, path.join(folder, 'browser.log')));
    const server = resources.use(await servePlayground(built));
    const playground = new FirefoxPlayground(firefox);
    await playground.goto(server.url, SERVICE);
    await playground.isKept();
    await playground.press('run');
    assert.deepEqual(await playground.askService(ASK), [204, 'one,', 'one,two', 'two']);
    await playground.press('stop');
  });
}
