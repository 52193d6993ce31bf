import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Listener } from '../session/test/listener.ts';
import { framed, RawClient } from '../session/test/rawClient.ts';

const ADAPTER = path.resolve(import.meta.dirname, '../../dist/debug-adapter.js');

/** How somebody gets at a debug adapter. */
interface Door {
  connect(): Promise<RawClient>;
  /** Checks how an adapter whose client has sent nonsense has ended, or that it has not. */
  checkAfter(client: RawClient, sentence: RegExp): Promise<void>;
  /** Debugs a program, with the token, to show that all is well. */
  debug(client: RawClient): Promise<void>;
  close(): Promise<void>;
}

/** The adapter's standard input and output: a process for each client. */
class Pipes implements Door {
  readonly #program: string;
  readonly #ends = new Map<RawClient, Promise<{ code: number; stderr: string }>>();

  constructor(program: string) {
    this.#program = program;
  }

  async connect(): Promise<RawClient> {
    const child = spawn(process.execPath, [ADAPTER]);
    let stderr = '';
    child.stderr.on('data', data => (stderr += data));
    const client = new RawClient(child.stdin, child.stdout);
    this.#ends.set(
      client,
      new Promise(resolve => child.on('close', code => resolve({ code: code ?? -1, stderr }))),
    );
    return client;
  }

  async checkAfter(client: RawClient, sentence: RegExp): Promise<void> {
    const { code, stderr } = (await this.#ends.get(client)) as { code: number; stderr: string };
    assert.match(stderr, /^debug-adapter: The client /);
    assert.match(stderr, sentence);
    assert.equal(code, 1);
  }

  async debug(client: RawClient): Promise<void> {
    await launch(client, { program: this.#program });
    assert.equal((await this.#ends.get(client))?.code, 0);
  }

  async close(): Promise<void> {}
}

/** A port that starts a program for each client. */
class AdapterPort implements Door {
  readonly #listener = Listener.adapter();
  readonly #program: string;

  constructor(program: string) {
    this.#program = program;
  }

  connect(): Promise<RawClient> {
    return this.#listener.connect();
  }

  async checkAfter(): Promise<void> {
    await this.debug(await this.connect());
  }

  async debug(client: RawClient): Promise<void> {
    await launch(client, { program: this.#program, token: await this.#listener.token() });
  }

  async close(): Promise<void> {
    await this.#listener.end('SIGTERM');
  }
}

/** The port of a program that runs. */
class ProgramPort implements Door {
  readonly #listener: Listener;

  constructor(program: string) {
    this.#listener = Listener.program([program]);
  }

  connect(): Promise<RawClient> {
    return this.#listener.connect();
  }

  async checkAfter(): Promise<void> {
    await this.debug(await this.connect());
  }

  async debug(client: RawClient): Promise<void> {
    await client.request('initialize', { adapterID: 'wasix-python' });
    assert.ok((await client.request('attach', { token: await this.#listener.token() })).success);
    await client.request('configurationDone');
    await client.request('pause', { threadId: 1 });
    await client.event('stopped');
    // Wherever the program has come to by now.
    const { body } = await client.request('evaluate', { expression: 'sum([40, 2])' });
    assert.equal(body.result, '42');
    await client.request('disconnect');
    await client.closed;
  }

  async close(): Promise<void> {
    this.#listener.type('end\n');
    assert.equal(await this.#listener.ended(), 0);
    assert.equal(this.#listener.stdout, 'ended\n');
  }
}

async function launch(client: RawClient, configuration: object): Promise<void> {
  await client.request('initialize', { adapterID: 'wasix-python' });
  const response = await client.request('launch', configuration);
  assert.ok(response.success, response.message);
  await client.request('configurationDone');
  const { body } = await client.event('exited');
  assert.equal(body.exitCode, 0);
  await client.request('disconnect');
  await client.closed;
}

const BROKEN: Record<string, [bytes: string, sentence: RegExp]> = {
  'bare line feeds': ['Content-Length: 2\n\n{}', /sent "Content-Length: 2\\n", where/],
  'an empty length': ['Content-Length: \r\n\r\n{}', /sent "Content-Length: \\r\\n", where/],
  'a negative length': ['Content-Length: -2\r\n\r\n{}', /sent "Content-Length: -2\\r\\n", where/],
  'a length in words': ['Content-Length: two\r\n\r\n{}', /sent "Content-Length: two\\r\\n", where/],
  'a huge length': ['Content-Length: 99999999999\r\n\r\n{}', /a message of 99999999999 bytes/],
  'no length': ['Content-Type: text/plain\r\n\r\n{}', /a header with no Content-Length/],
  'a header without end': [`Content-Type: ${'x'.repeat(5000)}`, /a header of more than 4096 bytes/],
};

const INVALID: Record<string, [content: string | Buffer, sentence: RegExp]> = {
  nothing: ['', /is not JSON, which was not carried out/],
  'half of an object': ['{"seq": 1,', /is not JSON, which was not carried out/],
  null: ['null', /content must be an object, not null/],
  'invalid UTF-8': [Buffer.from('7b22ff223a317d', 'hex'), /is not UTF-8/],
  'a command that is an object': [
    '{"command": {}}',
    /"type" must be "request", "response" or "event"/,
  ],
  'a request without a number': [
    '{"type": "request", "command": "threads"}',
    /"seq" must be a whole number, not nothing/,
  ],
  'a response to nothing': [
    '{"seq": 1, "type": "response"}',
    /"request_seq" must be a whole number/,
  ],
};

const UNANSWERABLE: [request: object, sentence: RegExp][] = [
  [{ type: 'request', command: {} }, /"command" must be a string, not an object/],
  [{ type: 'request', command: { toString: 1 } }, /"command" must be a string/],
  [{ type: 'request', command: ['threads'] }, /"command" must be a string, not a list/],
  [{ type: 'request' }, /"command" must be a string, not nothing/],
  [
    { type: 'request', command: 'evaluate', arguments: 'x' },
    /"arguments" must be an object, not "x"/,
  ],
  [
    { type: 'request', command: 'attach', arguments: [] },
    /"arguments" must be an object, not a list/,
  ],
  [{ type: {}, command: 'threads' }, /"type" must be "request"/],
];

const WAITING = `import threading, time
ended = []
threading.Thread(target=lambda: ended.append(input()), daemon=True).start()
while not ended:
    time.sleep(0.01)
print("ended")
`;

for (const [name, open] of Object.entries({
  'standard input and output': folder => new Pipes(path.join(folder, 'quick.py')),
  'debug-adapter.js --port': folder => new AdapterPort(path.join(folder, 'quick.py')),
  'wasix-python debug --listen': folder => new ProgramPort(path.join(folder, 'waiting.py')),
} satisfies Record<string, (folder: string) => Door>)) {
  describe(`${name}:`, () => {
    let folder: string;
    let door: Door;
    before(() => {
      folder = fs.mkdtempSync(path.join(os.tmpdir(), 'framing-test-'));
      fs.writeFileSync(path.join(folder, 'quick.py'), 'print("quick")\n');
      fs.writeFileSync(path.join(folder, 'waiting.py'), WAITING);
      door = open(folder);
    });
    after(async () => {
      await door.close();
      fs.rmSync(folder, { recursive: true });
    });

    test('R4: headers are read in any case, with any white space around values', async () => {
      const client = await door.connect();
      const content = '{"seq": 1, "type": "request", "command": "initialize", "arguments": null}';
      client.send(`content-LENGTH:\t${content.length} \r\n\r\n${content}`);
      assert.ok((await client.response(1)).success);
      client.end();
      await client.closed;
    });

    for (const [what, [bytes, sentence]] of Object.entries(BROKEN)) {
      test(`R4: ${what} ends the connection, and no more`, async () => {
        const client = await door.connect();
        client.send(bytes);
        await client.closed;
        assert.match(client.sentences.join(), sentence);
        await door.checkAfter(client, sentence);
      });
    }

    test('R4: a message that a client leaves in the middle is not carried out', async () => {
      const client = await door.connect();
      client.end('Content-Length: 99\r\n\r\n{"seq": 1, ');
      await client.closed;
      assert.match(client.sentences.join(), /left in the middle of a message/);
      await door.checkAfter(client, /left in the middle of a message/);
    });

    test('R3 R4: what is no message is told, and the session goes on', async () => {
      const client = await door.connect();
      for (const [content, sentence] of Object.values(INVALID)) {
        const before = client.sentences.length;
        client.send(framed(content));
        await client.next(() => client.sentences.length > before);
        assert.match(String(client.sentences.at(-1)), sentence);
      }
      await door.debug(client);
    });

    test('R3: a request that cannot be understood is answered, and the session goes on', async () => {
      const client = await door.connect();
      let seq = 1000;
      for (const [request, sentence] of UNANSWERABLE) {
        seq++;
        client.send(framed({ seq, ...request }));
        const { success, message } = await client.response(seq);
        assert.equal(success, false);
        assert.match(String(message), sentence);
      }
      await door.debug(client);
    });
  });
}

test('R5: a message of 60 MB is answered, and one above the limit is refused', async () => {
  const child = spawn(process.execPath, [ADAPTER]);
  const client = new RawClient(child.stdin, child.stdout);
  const { success } = await client.request('initialize', {
    adapterID: 'wasix-python',
    clientName: 'x'.repeat(60_000_000),
  });
  assert.ok(success);
  client.send('Content-Length: 134217729\r\n\r\n');
  await client.closed;
  assert.match(client.sentences.join(), /a message of 134217729 bytes, and 134217728 are the most/);
});
