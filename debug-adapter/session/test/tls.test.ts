/** A web server over TLS: its handler stops while the client waits inside of OpenSSL. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { takeCertificates } from '../../../tools/test/certificates.ts';
import { DapClient } from './dapClient.ts';
import { TemporaryProject } from './temporaryProject.ts';

const PROGRAM = `import http.server, ssl, sys, threading, time, urllib.request

class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        while sys._current_frames()[client].f_code.co_qualname != "SSLSocket.read":
            time.sleep(0.001)
        name = self.path.strip("/")
        self.send_response(200)
        self.end_headers()
        self.wfile.write(f"hello {name}".encode())

    def log_message(self, *args):
        pass

client = threading.get_ident()
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain("keycert3.pem")
server = http.server.ThreadingHTTPServer(("localhost", 0), Handler)
server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
threading.Thread(target=server.serve_forever, daemon=True).start()

trusting = ssl.create_default_context(cafile="pycacert.pem")
address = f"https://localhost:{server.server_address[1]}/you"
print(urllib.request.urlopen(address, context=trusting).read().decode())
`;

test('a breakpoint in a handler stops it while the client waits for its answer', async () => {
  using project = new TemporaryProject();
  takeCertificates(project.folder);
  const file = project.write('main.py', PROGRAM);
  const client = new DapClient();
  await client.request('initialize', { adapterID: 'wasix-python' });
  await client.request('launch', { program: file, cwd: project.folder });
  await client.event('initialized');
  await client.request('setBreakpoints', { source: { path: file }, breakpoints: [{ line: 7 }] });
  await client.request('configurationDone');

  const { threadId } = await client.event('stopped');
  const { threads } = await client.request('threads');
  const main = threads.find(({ id }: { id: number }) => id !== threadId);
  assert.match(main.name, /^main · main\.py:24$/);
  const [waiting] = (await client.request('stackTrace', { threadId: main.id })).stackFrames;
  assert.equal(waiting.name, 'SSLSocket.read');
  const [top] = (await client.request('stackTrace', { threadId })).stackFrames;
  const evaluated = await client.request('evaluate', {
    expression: 'self.connection.version(), self.connection.cipher()[1]',
    frameId: top.id,
  });
  assert.equal(evaluated.result, "('TLSv1.3', 'TLSv1.3')");

  await client.request('next', { threadId });
  await client.event('stopped');
  await client.request('continue', { threadId });
  await client.event('output', ({ output }) => output === 'hello you\n');
  assert.equal((await client.event('exited')).exitCode, 0);
  await client.close();
});
