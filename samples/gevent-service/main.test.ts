import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import type { DapClient } from '../../debug-adapter/session/test/dapClient.ts';
import { CLI, launch, stopAt } from '../test/sample.ts';

const program = path.join(import.meta.dirname, 'main.py');

const ADDRESS = /Taking orders on http:\/\/127\.0\.0\.1:(\d+)/;

/** The port that a service tells in what it prints. */
class ToldPort {
  readonly #told = Promise.withResolvers<number>();
  #text = '';

  add(text: string): void {
    this.#text += text;
    const port = ADDRESS.exec(this.#text)?.[1];
    if (port !== undefined) this.#told.resolve(Number(port));
  }

  get port(): Promise<number> {
    return this.#told.promise;
  }
}

async function place(port: number, order: object): Promise<string> {
  // A connection that is kept would be a greenlet more.
  const request = http.request({ agent: false, port, method: 'POST', path: '/orders' });
  request.end(JSON.stringify(order));
  const [response] = (await once(request, 'response')) as [http.IncomingMessage];
  let text = '';
  for await (const chunk of response) text += chunk;
  return JSON.parse(text).parcel;
}

test('orders that come together are packed by both packers', async t => {
  const running = spawn(process.execPath, [CLI, 'run', program, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => running.kill('SIGTERM'));
  const told = new ToldPort();
  running.stdout.on('data', data => told.add(String(data)));
  const port = await told.port;
  const items = ['tea', 'rice', 'salt', 'ink'];
  const parcels = await Promise.all(items.map(item => place(port, { item, count: 2 })));
  assert.deepEqual(
    parcels.map(parcel => parcel.split(',')[0]),
    items.map(item => `2 x ${item}`),
  );
  const packers = parcels.map(parcel => parcel.split(' by ')[1]);
  assert.deepEqual([...new Set(packers)].sort(), ['Greenlet-0', 'Greenlet-1']);
});

async function debug(t: TestContext): Promise<{ client: DapClient; port: Promise<number> }> {
  const client = await launch({ program, args: ['--port', '0'] });
  // Also when the test fails half-way: who waits for an answer would wait for ever.
  t.after(() => client.close());
  const told = new ToldPort();
  client.onMessage(message => {
    if ('event' in message && message.event === 'output') told.add(message.body.output);
  });
  return { client, port: told.port };
}

async function names(client: DapClient): Promise<string[]> {
  const { threads } = await client.request('threads');
  return threads.map(({ name }: { name: string }) => name);
}

/** Steps, and tells where that led. */
async function step(client: DapClient, kind: 'next' | 'stepIn', threadId: number) {
  await client.request(kind, { threadId });
  const stopped = await client.event('stopped');
  const { threads } = await client.request('threads');
  const { stackFrames } = await client.request('stackTrace', { threadId: stopped.threadId });
  const { name } = threads.find(({ id }: { id: number }) => id === stopped.threadId);
  return { threadId: stopped.threadId, thread: name.split(' ')[0], function: stackFrames[0].name };
}

test('an order is followed from its request to a packer, as the README says', async t => {
  const { client, port } = await debug(t);
  await stopAt(client, program, 'return parcel.get()');
  await client.request('configurationDone');
  const parcel = place(await port, { item: 'tea', count: 2 });

  const { threadId } = await client.event('stopped');
  const shown = (await names(client)).map(name => name.replace(/\(g\d+\)/, '(g)'));
  assert.deepEqual(shown, [
    'main · main.py:54',
    'packer (g) · main.py:26',
    'packer (g) · main.py:26',
    'answer (g) · main.py:33',
    // It is gevent's: where addresses are looked up.
    'thread · _threading.py:36',
  ]);
  // The request waits: who runs next is the packer that waits longest.
  const packer = await step(client, 'stepIn', threadId);
  assert.deepEqual([packer.thread, packer.function], ['packer', 'packer']);
  const inPack = await step(client, 'stepIn', packer.threadId);
  assert.deepEqual([inPack.thread, inPack.function], ['packer', 'pack']);
  // While the packer sleeps, others run; the step stays with it.
  const slept = await step(client, 'next', inPack.threadId);
  assert.deepEqual([slept.threadId, slept.function], [inPack.threadId, 'pack']);

  await client.request('setBreakpoints', { source: { path: program }, breakpoints: [] });
  await client.request('continue', { threadId });
  assert.equal(await parcel, '2 x tea, packed by Greenlet-0');
});
