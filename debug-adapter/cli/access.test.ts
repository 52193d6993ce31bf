import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { findConnection } from '../session/connection/connectionFile.ts';
import { Listener } from '../session/test/listener.ts';
import { framed } from '../session/test/rawClient.ts';

const CLI = path.resolve(import.meta.dirname, '../../dist/cli.js');

const TOKEN = 'open sesame';

/** Counts until it is told to end. */
const COUNTING = `import threading, time
ended = []
threading.Thread(target=lambda: ended.append(input()), daemon=True).start()
while not ended:
    time.sleep(0.01)
print("ended")
`;

/** What somebody without the token would send to get at a program, or to start one. */
function attack(folder: string): object[] {
  const write = `open(${JSON.stringify(path.join(folder, 'marker'))}, "w")`;
  const messages = [
    ['initialize', { adapterID: 'wasix-python' }],
    [
      'launch',
      {
        module: 'timeit',
        args: ['-n1', '-r1', write],
        cwd: folder,
        mounts: [{ source: folder }],
      },
    ],
    ['attach', {}],
    ['configurationDone', {}],
    ['pause', { threadId: 1 }],
    ['evaluate', { expression: write, context: 'repl' }],
    ['terminate', {}],
    ['disconnect', { terminateDebuggee: true }],
  ] as const;
  return messages.map(([command, args], index) => ({
    seq: index + 1,
    type: 'request',
    command,
    arguments: args,
  }));
}

/** A program in a guest that sends what it is told to a port, and prints what was answered. */
const GUEST = `
import os, re, socket, sys
port, text, file = int(sys.argv[1]), sys.argv[2], sys.argv[3]
print("can read the token:", os.path.exists(file))
connection = socket.create_connection(("127.0.0.1", port))
connection.sendall(text.encode())
connection.shutdown(socket.SHUT_WR)
answer = b""
while piece := connection.recv(65536):
    answer += piece
found = re.findall(rb'"command":"(\\w+)","success":(\\w+)', answer)
print(*sorted(b" ".join(each).decode() for each in found), sep=", ")
`;

describe('whoever does not know the token', () => {
  let folder: string;
  let runtimeFolder: string;
  let environment: NodeJS.ProcessEnv;
  let adapter: Listener;
  let program: Listener;
  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'access-test-'));
    runtimeFolder = fs.mkdtempSync(path.join(os.tmpdir(), 'access-test-runtime-'));
    fs.writeFileSync(path.join(folder, 'counting.py'), COUNTING);
    environment = { XDG_RUNTIME_DIR: runtimeFolder };
    adapter = Listener.adapter([], environment);
    program = Listener.program([path.join(folder, 'counting.py')], environment);
  });
  after(async () => {
    program.type('end\n');
    assert.equal(await program.ended(), 0);
    assert.equal(program.stdout, 'ended\n');
    await adapter.end('SIGTERM');
    for (const each of [folder, runtimeFolder]) fs.rmSync(each, { recursive: true });
  });

  /** Shows that a client with the token is served, and that the attack before has done nothing. */
  async function checkAllIsWell(): Promise<void> {
    const launched = await adapter.client();
    await launched.request('launch', { module: 'this', token: await adapter.token() });
    await launched.request('configurationDone');
    assert.equal((await launched.event('exited')).exitCode, 0);
    await launched.close();
    const attached = await program.attached();
    await attached.request('configurationDone');
    await attached.request('pause', { threadId: 1 });
    await attached.event('stopped');
    const { result } = await attached.request('evaluate', { expression: 'ended' });
    assert.equal(result, '[]');
    await attached.close();
    assert.deepEqual(fs.readdirSync(folder), ['counting.py']);
  }

  for (const [name, listener] of [
    ['debug-adapter.js --port', () => adapter],
    ['wasix-python debug --listen', () => program],
  ] as const) {
    test(`R1: a request of HTTP is refused by ${name}, whatever its body says`, async () => {
      const address = `http://127.0.0.1:${await listener().port()}/`;
      const body = Buffer.concat(attack(folder).map(framed));
      for (let attempt = 0; attempt < 2; attempt++) {
        const response = await fetch(address, { method: 'POST', body });
        assert.equal(response.status, 403);
        assert.match(
          await response.text(),
          /^This is the port of a debugger, .* refused here\.\n$/,
        );
      }
      const told = listener().stderr.match(
        /a connection was closed\. .* a web browser is refused/g,
      );
      assert.equal(told?.length, 1, 'the user is told of it once');
      await checkAllIsWell();
    });

    test(`R1: what does not begin like the protocol is not served by ${name}`, async () => {
      for (const bytes of [Buffer.from('1603010200010001fc', 'hex'), 'garbage\r\n\r\n']) {
        const stranger = await listener().connect();
        stranger.send(Buffer.concat([Buffer.from(bytes), ...attack(folder).map(framed)]));
        assert.equal(await stranger.closed, '');
      }
      const told = listener().stderr.match(/a connection was closed\. .* what connected is none/g);
      assert.equal(told?.length, 1, 'the user is told of it once');
      await checkAllIsWell();
    });

    test(`R2: a guest of this machine gets nothing out of ${name}`, async () => {
      const port = await listener().port();
      const file = path.join(runtimeFolder, `wasix-python/debug-${port}.json`);
      assert.ok(fs.existsSync(file));
      const text = Buffer.concat(attack(folder).map(framed)).toString();
      const guest = spawn(process.execPath, [CLI, 'run', '-c', GUEST, String(port), text, file], {
        cwd: folder,
      });
      let output = '';
      for (const stream of [guest.stdout, guest.stderr])
        stream.on('data', data => (output += data));
      const [code] = await once(guest, 'close');
      assert.equal(
        output,
        'can read the token: False\n' +
          'attach false, configurationDone false, disconnect true, evaluate false, ' +
          'initialize true, launch false, pause false, terminate false\n',
      );
      assert.equal(code, 0);
      await checkAllIsWell();
    });

    test(`R1: those who only wait at ${name} do not keep others out`, async () => {
      const waiting = await Promise.all(Array.from({ length: 40 }, () => listener().connect()));
      await Promise.all(waiting.slice(0, 8).map(({ closed }) => closed));
      await checkAllIsWell();
    });

    test(`R2: ${name} tells the user's own editors its token, and nobody else`, async () => {
      const port = await listener().port();
      const token = await listener().token();
      assert.match(token, /^[0-9a-f]{32}$/);
      const file = path.join(runtimeFolder, `wasix-python/debug-${port}.json`);
      assert.equal(fs.statSync(file).mode & 0o777, 0o600);
      assert.equal(fs.statSync(path.dirname(file)).mode & 0o777, 0o700);
      assert.equal(findConnection(port, environment)?.token, token);
      const configuration = await listener().configuration();
      assert.equal(configuration.token, token);
      assert.equal(configuration.port ?? configuration.debugServer, port);
    });
  }
});

describe('R2: the token', () => {
  let folder: string;
  let environment: NodeJS.ProcessEnv;
  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'access-test-runtime-'));
    environment = { XDG_RUNTIME_DIR: folder, WASIX_PYTHON_TOKEN: TOKEN };
  });
  after(() => fs.rmSync(folder, { recursive: true }));

  const files = (): string[] => fs.readdirSync(path.join(folder, 'wasix-python'));

  test('can be given by the environment, and its file goes with the adapter', async () => {
    const adapter = Listener.adapter([], environment);
    assert.equal(await adapter.configuration().then(({ token }) => token), TOKEN);
    assert.deepEqual(files(), [`debug-${await adapter.port()}.json`]);
    assert.equal(await adapter.end('SIGTERM'), 143);
    assert.deepEqual(files(), []);
  });

  test('can be given by the environment, and its file goes with the program', async () => {
    const program = Listener.program(['-c', 'print(input())'], environment);
    assert.equal(await program.configuration().then(({ token }) => token), TOKEN);
    assert.deepEqual(files(), [`debug-${await program.port()}.json`]);
    program.type('end\n');
    assert.equal(await program.ended(), 0);
    assert.deepEqual(files(), []);
  });

  test('can be given by an option', async () => {
    const adapter = Listener.adapter(['--token', 'mine'], environment);
    const client = await adapter.client();
    const refused = await client.send('launch', { module: 'this', token: TOKEN });
    assert.match(String(refused.message), /^The token is wrong: set "token"/);
    await client.request('launch', { module: 'this', token: 'mine' });
    await client.close();
    await adapter.end('SIGINT');
  });

  test('is told, and works, where no file for it can be written', async () => {
    fs.rmSync(path.join(folder, 'wasix-python'), { recursive: true });
    fs.symlinkSync('elsewhere', path.join(folder, 'wasix-python'));
    const adapter = Listener.adapter([], environment);
    const client = await adapter.client();
    await client.request('launch', { module: 'this', token: TOKEN });
    await client.close();
    await adapter.end('SIGHUP');
    assert.match(adapter.stderr, /debug-adapter: editors have to be told the token: .*: remove it/);
  });
});
