import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { DapClient } from '../session/test/dapClient.ts';

const CLI = path.resolve(import.meta.dirname, '../../dist/cli.js');

/** Counts until it is told to end by a line on its standard input. */
const COUNTING = `import time

state = {"turns": 0}


def turn():
    state["turns"] += 1  # line 7
    time.sleep(0.01)


while not state.get("stop"):
    turn()
print("asked", input(), flush=True)
`;

/** A program under `wasix-python debug`. */
class Debugged {
  readonly #child: ChildProcess;
  #stderr = '';
  #stdout = '';
  #onOutput = (): void => {};

  constructor(...args: string[]) {
    this.#child = spawn(process.execPath, [CLI, 'debug', '--listen', '127.0.0.1:0', ...args]);
    this.#child.stderr?.on('data', data => {
      this.#stderr += data;
      this.#onOutput();
    });
    this.#child.stdout?.on('data', data => (this.#stdout += data));
  }

  get stdout(): string {
    return this.#stdout;
  }

  get stderr(): string {
    return this.#stderr;
  }

  type(text: string): void {
    this.#child.stdin?.end(text);
  }

  /** Waits until it has printed where it listens. */
  async port(): Promise<number> {
    for (;;) {
      const found = /listening for a debug client on 127\.0\.0\.1:(\d+)\n/.exec(this.#stderr);
      if (found !== null) return Number(found[1]);
      await new Promise<void>(resolve => {
        this.#onOutput = resolve;
      });
    }
  }

  /** Connects a client, which has not attached yet. */
  async client(): Promise<DapClient> {
    const client = DapClient.connect(await this.port());
    await client.request('initialize', { adapterID: 'wasix-python', pathFormat: 'path' });
    return client;
  }

  async attached(configuration: object = {}): Promise<DapClient> {
    const client = await this.client();
    await client.request('attach', configuration);
    await client.event('initialized');
    return client;
  }

  ended(): Promise<number | null> {
    return new Promise(resolve => this.#child.on('close', resolve));
  }
}

describe('wasix-python debug', () => {
  let folder: string;
  let program: string;
  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'debug-test-'));
    program = path.join(folder, 'counting.py');
    fs.writeFileSync(program, COUNTING);
  });
  after(() => fs.rmSync(folder, { recursive: true }));

  const setBreakpoint = (client: DapClient, ...lines: number[]) =>
    client.request('setBreakpoints', {
      source: { path: program },
      breakpoints: lines.map(line => ({ line })),
    });

  test('lets clients come and go while the program runs', async () => {
    const debugged = new Debugged(program);
    const first = await debugged.attached();
    await setBreakpoint(first, 7);
    await first.request('configurationDone');
    const { reason, threadId } = await first.event('stopped');
    assert.equal(reason, 'breakpoint');
    const { stackFrames } = await first.request('stackTrace', { threadId });
    assert.deepEqual(
      stackFrames.map(({ name, line }: { name: string; line: number }) => [name, line]),
      [
        ['turn', 7],
        ['<module>', 12],
      ],
    );
    // Another one has to wait, and says so.
    const second = await debugged.client();
    const refused = await second.send('attach', {});
    assert.match(String(refused.message), /^Another client debugs this program already/);
    await first.close();

    // The breakpoint has gone with the first client.
    await second.request('attach', {});
    await second.event('initialized');
    await second.request('configurationDone');
    await second.request('pause', { threadId: 1 });
    const pause = await second.event('stopped');
    assert.equal(pause.reason, 'pause');
    await second.request('evaluate', { expression: 'state["stop"] = True', context: 'repl' });
    await second.close();

    const end = debugged.ended();
    debugged.type('politely\n');
    assert.equal(await end, 0);
    assert.equal(debugged.stdout, 'asked politely\n');
  });

  test('waits for a client, hands it the output, and stays suspended if that is wished', async () => {
    const debugged = new Debugged('--wait', program);
    const first = await debugged.attached();
    await setBreakpoint(first, 7);
    await first.request('configurationDone');
    const { threadId } = await first.event('stopped');
    const turns = await first.request('evaluate', { expression: 'state["turns"]' });
    assert.equal(turns.result, '0', 'the program began with the client');
    await first.request('disconnect', { suspendDebuggee: true });

    const second = await debugged.attached();
    await second.request('configurationDone');
    const stop = await second.event('stopped');
    assert.deepEqual([stop.reason, stop.threadId], ['pause', threadId]);
    const still = await second.request('evaluate', { expression: 'state["turns"]' });
    assert.equal(still.result, '0');
    await second.request('evaluate', { expression: 'state["stop"] = 1', context: 'repl' });
    await second.request('continue', { threadId });
    const end = debugged.ended();
    debugged.type('x\n');
    const { output } = await second.event('output', body => body.category === 'stdout');
    assert.equal(output, 'asked x\n');
    assert.equal((await second.event('exited')).exitCode, 0);
    await second.close();
    assert.equal(await end, 0);
  });

  test('wants the token, ends the program when it is told to, and says what is wrong', async () => {
    const debugged = new Debugged('--token', 'sesame', program);
    const client = await debugged.client();
    for (const configuration of [{}, { token: 'wrong' }]) {
      const refused = await client.send('attach', configuration);
      assert.match(String(refused.message), /^The token is wrong/);
    }
    const launch = await client.send('launch', { program });
    assert.match(String(launch.message), /"request": "attach"/);
    await client.request('attach', { token: 'sesame' });
    await client.request('configurationDone');
    const restart = await client.send('restart');
    assert.match(String(restart.message), /cannot be started again from here/);
    const end = debugged.ended();
    await client.request('disconnect', { terminateDebuggee: true });
    assert.notEqual(await end, 0);
    assert.match(debugged.stderr, /its token is sesame\n/);
  });

  test('a wrong address is one clear sentence', async () => {
    const child = spawn(process.execPath, [CLI, 'debug', '--listen', 'nowhere', program]);
    let stderr = '';
    child.stderr.on('data', data => (stderr += data));
    const code = await new Promise(resolve => child.on('close', resolve));
    assert.match(stderr, /"nowhere" is not HOST:PORT, as in 127\.0\.0\.1:5678/);
    assert.equal(code, 2);
  });
});
