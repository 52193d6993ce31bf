import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { ProgramRun } from '../../debug-adapter/runtime/browser/test/programRun.ts';
import type { NetworkGrant } from '../../debug-adapter/runtime/network/network.ts';
import { DapClient } from '../../debug-adapter/session/test/dapClient.ts';
import { TemporaryProject } from '../../debug-adapter/session/test/temporaryProject.ts';
import type { BrowserName } from '../../extension/test/harness/browserProgram.ts';
import { OtherServer } from './otherServer.ts';
import { PageAdapter } from './pageAdapter.ts';
import { TestPage } from './testPage.ts';

const FOLDER = '/work';

/** What a program says of an error that it is given: its number's name. */
const ATTEMPT = `
import errno, socket, sys
def attempt(deed):
    try: print(deed())
    except OSError as error: print(errno.errorcode.get(error.errno, error))
`;

function source(name: string): string {
  return fs.readFileSync(path.join(import.meta.dirname, 'programs', name), 'utf8');
}

/** Tests of the network that a program has in a page. @param page that is there when the tests begin. */
export function testNetwork(name: BrowserName, page: () => TestPage): void {
  let server: OtherServer;
  before(async () => {
    server = await OtherServer.start();
  });
  after(() => server?.[Symbol.asyncDispose]());

  const run = (
    code: string,
    network: NetworkGrant,
    ...args: readonly string[]
  ): Promise<ProgramRun> =>
    page().run(['main.py', ...args], FOLDER, { 'main.py': code }, {}, { network });

  const runFile = (name: string, network: NetworkGrant, ...args: readonly string[]) =>
    run(source(name), network, ...args);

  test('N1: asks other hosts by HTTP', async () => {
    const { end, stdout, stderr, warnings } = await runFile(
      'http_requests.py',
      'all',
      server.address,
    );
    assert.equal(stderr, '');
    assert.equal(
      stdout,
      `200 yes ["GET","/asked?by=urllib",null,""]
["POST","/form",null,"a=1"]
404 not here
identity ["PUT","/put","by http.client","one two"]
350000
200 b''
204 b'' True
2 True
`,
    );
    assert.deepEqual([end, warnings], [{ kind: 'exited', code: 0 }, []]);
  });

  test('N2: connects to itself, and has ports of its own', async () => {
    const { end, stdout, stderr, warnings } = await runFile('loopback.py', 'loopback');
    assert.equal(stderr, '');
    assert.equal(
      stdout,
      `b'got a request'
1000004
EADDRINUSE
ECONNREFUSED
b'ONE\\nTWO\\n' True
True True
ECONNRESET
::ffff:127.0.0.1 127.0.0.1
::1 ::1
EINVAL
`,
    );
    assert.deepEqual([end, warnings], [{ kind: 'exited', code: 0 }, []]);
  });

  test('N3: reaches nothing that is not granted, and says what would grant it', async () => {
    const code = `${ATTEMPT}
attempt(lambda: socket.create_server(("127.0.0.1", 8080)))
attempt(lambda: socket.create_connection(("192.0.2.1", 80)))
attempt(lambda: socket.create_connection(("elsewhere.test", 80)))
`;
    const off = await run(code, 'off');
    assert.match(off.stdout, /^EACCES\nEACCES\n\[Errno -?\d+\].*\n$/);
    assert.deepEqual(off.warnings, [
      'the program may not listen on 127.0.0.1:8080: its network is "off". Set "network": "loopback" in the launch configuration, or --network loopback, to allow it.',
      'the program may not reach 192.0.2.1:80: its network is "off". Set "network": "all" in the launch configuration, or --network all, to allow it.',
      'the program may not look up the host elsewhere.test: its network is "off". Set "network": "all" in the launch configuration, or --network all, to allow it.',
    ]);
    const loopback = await run(code, 'loopback');
    assert.match(loopback.stdout, /^<socket\.socket .*\nEACCES\n/);
    assert.match(loopback.warnings.join('\n'), /^the program may not reach 192\.0\.2\.1:80: /);
  });

  test('N4: says what a browser cannot do, and why', async () => {
    const { stdout, warnings } = await run(
      `${ATTEMPT}
import http.client
host, port = sys.argv[1].split(":")
def say(data, port=port):
    with socket.create_connection((host, port)) as connection:
        connection.sendall(data)
        return connection.recv(100)
attempt(lambda: say(b"PING\\r\\n"))
attempt(lambda: say(b"\\0\\0\\0\\x08"))
attempt(lambda: say(b"\\x16\\x03\\x01\\0\\0"))
attempt(lambda: say(b"GET /closed HTTP/1.1\\r\\n\\r\\n"))
attempt(lambda: say(b"GET / HTTP/1.1\\r\\n\\r\\n", 1))
attempt(lambda: say(b"GET http://127.0.0.1:9/ HTTP/1.1\\r\\n\\r\\n"))
attempt(lambda: socket.socket(type=socket.SOCK_DGRAM))
`,
      'all',
      server.address,
    );
    assert.equal(stdout, `${'ECONNRESET\n'.repeat(6)}EPROTONOSUPPORT\n`);
    const [noHttp, tls, closed, nobody, proxy, udp] = warnings;
    const { address } = server;
    assert.equal(
      noHttp,
      `what the program sends to ${address} is no HTTP/1.1: in a browser it reaches other hosts by nothing else.`,
    );
    assert.equal(
      tls,
      `the program speaks TLS to ${address}, which nobody can in a browser but the browser itself.`,
    );
    assert.match(
      String(closed),
      new RegExp(
        `^the browser could not fetch http://${address}/closed .*Access-Control-Allow-Origin`,
      ),
    );
    assert.match(String(nobody), /^the browser could not fetch http:\/\/elsewhere\.test:1\/ /);
    assert.equal(
      proxy,
      `the program asks ${address} for http://127.0.0.1:9/, as one asks a proxy: in a browser there is none.`,
    );
    assert.equal(udp, 'the program may not use UDP: a browser has none.');
  });

  /** Has a program debugged. @returns what was written, by its category. */
  const debug = async (code: string, configuration: object): Promise<Record<string, string>> => {
    await using adapter = await PageAdapter.open(page());
    using project = new TemporaryProject();
    const program = project.write('main.py', code);
    const client = DapClient.connect(adapter.port);
    const written: Record<string, string> = {};
    client.onMessage(message => {
      const { event, body } = message as DebugProtocol.OutputEvent;
      if (event !== 'output') return;
      const { category = 'console', output } = body;
      written[category] = (written[category] ?? '') + output;
    });
    await client.request('initialize', { adapterID: 'wasix-python' });
    await client.request('launch', { program, ...configuration });
    await client.event('initialized');
    await client.request('configurationDone');
    await client.event('terminated');
    await client.close();
    return written;
  };

  test('N5: asks by https, which the browser speaks for a program that is debugged', async () => {
    await using secure = await OtherServer.start(true);
    const args = [secure.address];
    assert.deepEqual(await debug(source('https_requests.py'), { args, network: 'all' }), {
      stdout: `["GET","/by-urllib",null,""]
["POST","/by-http.client","yes","x"]
HTTP/1.1 200
in a page a program can only be a client of TLS
`,
    });
  });

  test('N6: says that nobody reaches what a program serves, where nobody asks it', async () => {
    const code =
      'import socket\nfor _ in range(2): socket.create_server(("127.0.0.1", 8080)).close()';
    assert.deepEqual(await debug(code, {}), {
      console:
        'the program listens on port 8080: in a browser nobody reaches that but the program itself.\n',
    });
  });

  test('N7: says that a page of https gets nothing by http', async () => {
    await using secure = await TestPage.open(name, { isSecure: true });
    const code = `${ATTEMPT}
import urllib.request
attempt(lambda: urllib.request.urlopen("http://${server.address}/"))
`;
    const { warnings } = await secure.run(['-c', code], FOLDER, {}, {}, { network: 'all' });
    assert.deepEqual(warnings, [
      `the browser lets no page of https fetch http://${server.address}/: ask for it by https, or serve this page by http.`,
    ]);
  });
}
