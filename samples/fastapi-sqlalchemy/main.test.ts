import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { CLI, launch, OWN_DATABASE, stopAt } from '../test/sample.ts';

const program = path.join(import.meta.dirname, 'main.py');

/** The answer to a request, its body parsed. */
interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads the fields that it expects
  readonly body: any;
}

/** The service, which answers on a port of its own choice. */
class Service {
  readonly #port: number;

  constructor(port: number) {
    this.#port = port;
  }

  get port(): number {
    return this.#port;
  }

  async ask(method: string, route: string, body?: unknown): Promise<Answer> {
    const request = http.request({
      // uvicorn closes a connection that nobody has used for 5 s, perhaps just when it is used again.
      agent: false,
      port: this.#port,
      method,
      path: route,
      headers: { 'content-type': 'application/json' },
    });
    request.end(body === undefined ? undefined : JSON.stringify(body));
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    let text = '';
    for await (const chunk of response) text += chunk;
    return { status: response.statusCode ?? 0, body: text === '' ? undefined : JSON.parse(text) };
  }
}

const ADDRESS = /Uvicorn running on http:\/\/127\.0\.0\.1:(\d+)/;

describe('the Todo service', () => {
  let folder: string;
  let running: ChildProcess;
  let service: Service;

  async function start(): Promise<void> {
    running = spawn(
      process.execPath,
      [
        ...[CLI, 'run', '--mount', `${folder}:/data`, '--env', 'TODOS_FILE=/data/todos.db'],
        ...[program, '--port', '0'],
      ],
      { stdio: ['ignore', 'inherit', 'pipe'] },
    );
    let log = '';
    for await (const text of running.stderr as NodeJS.ReadableStream) {
      log += text;
      const port = ADDRESS.exec(log)?.[1];
      if (port === undefined) continue;
      service = new Service(Number(port));
      // What is left of the log is read, so that nobody waits.
      running.stderr?.resume();
      return;
    }
    assert.fail(`the service did not start: ${log}`);
  }

  async function stop(): Promise<void> {
    const ended = once(running, 'exit');
    running.kill('SIGTERM');
    await ended;
  }

  before(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'todos-test-'));
    await start();
  });
  after(async () => {
    await stop();
    fs.rmSync(folder, { recursive: true });
  });

  test('adds, lists, changes and deletes', async () => {
    assert.deepEqual(await service.ask('GET', '/todos'), { status: 200, body: [] });
    const { status, body } = await service.ask('POST', '/todos', { title: 'sleep' });
    assert.deepEqual(
      { status, body },
      { status: 201, body: { id: 1, title: 'sleep', done: false } },
    );
    const changed = { id: 1, title: 'wake up', done: true };
    const answer = await service.ask('PUT', '/todos/1', { title: 'wake up', done: true });
    assert.deepEqual(answer, { status: 200, body: changed });
    assert.deepEqual((await service.ask('GET', '/todos')).body, [changed]);
    assert.equal((await service.ask('DELETE', '/todos/1')).status, 204);
    assert.deepEqual((await service.ask('GET', '/todos')).body, []);
  });

  test('says what is wrong with a request', async () => {
    const bad = await service.ask('POST', '/todos', { name: 'no title' });
    assert.equal(bad.status, 422);
    assert.deepEqual(bad.body.detail[0].loc, ['body', 'title']);
    const absent = await service.ask('DELETE', '/todos/99');
    assert.deepEqual(absent, { status: 404, body: { detail: 'There is no todo 99.' } });
  });

  test("describes itself in FastAPI's words", async () => {
    const { body } = await service.ask('GET', '/openapi.json');
    assert.equal(body.info.title, 'Things to do');
    assert.deepEqual(Object.keys(body.paths), ['/todos', '/todos/{number}']);
    assert.ok(body.components.schemas.HTTPValidationError);
  });

  test('answers 200 requests at a time', async () => {
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, number) =>
        service.ask('POST', '/todos', { title: `number ${number}` }),
      ),
    );
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([201]));
    assert.equal(new Set(answers.map(({ body }) => body.id)).size, 200);
    assert.equal((await service.ask('GET', '/todos')).body.length, 200);
  });

  test('outlives clients that hang up', async () => {
    for (const text of [
      'POST /todos HTTP/1.1\r\nContent-Le',
      'GET /todos HTTP/1.1\r\nHost: x\r\n\r\n',
    ]) {
      const client = net.connect(service.port);
      await once(client, 'connect');
      client.write(text);
      client.resetAndDestroy();
    }
    assert.equal((await service.ask('GET', '/todos')).status, 200);
  });

  test('has what it was told when it starts again', async () => {
    const before = await service.ask('GET', '/todos');
    await stop();
    await start();
    assert.deepEqual(await service.ask('GET', '/todos'), before);
    assert.ok(before.body.length > 0);
  });

  test('shows the greenlet of a request that waits at a breakpoint, and answers it after', async t => {
    const database = path.join(import.meta.dirname, 'database.py');
    const configuration = {
      program,
      args: ['--port', '0'],
      env: { TODOS_FILE: OWN_DATABASE },
    };
    const client = await launch(configuration);
    // Also when the test fails half-way: who waits for an answer would wait for ever.
    t.after(() => client.close());
    const address = Promise.withResolvers<number>();
    let log = '';
    client.onMessage(message => {
      if (!('event' in message) || message.event !== 'output') return;
      log += message.body.output;
      const port = ADDRESS.exec(log)?.[1];
      if (port !== undefined) address.resolve(Number(port));
    });
    await client.request('configurationDone');
    const debugged = new Service(await address.promise);
    await stopAt(client, database, 'Statistics.queries += 1');

    const answer = debugged.ask('POST', '/todos', { title: 'debugged' });
    const { threadId } = await client.event('stopped');
    const { threads } = await client.request('threads');
    const { stackFrames } = await client.request('stackTrace', { threadId });
    const names = stackFrames.map(({ name }: { name: string }) => name);
    const thread = threads.find(({ id }: { id: number }) => id === threadId);
    assert.match(thread.name, /\(g\d+\) · \w+\.py:\d+$/);
    assert.equal(names[0], 'count_query');
    assert.ok(names.includes('Session.commit'), names.join('\n'));
    // Who waits for the query, across the switch: SQLAlchemy's greenlet_spawn in the main greenlet.
    const main = threads.find(({ name }: { name: string }) => name.startsWith('main'));
    const waiting = await client.request('stackTrace', { threadId: main.id });
    const callers = waiting.stackFrames.map(({ name }: { name: string }) => name);
    assert.equal(callers[0], 'greenlet_spawn');
    assert.ok(callers.includes('add_todo'), callers.join('\n'));

    await client.request('setBreakpoints', { source: { path: database }, breakpoints: [] });
    await client.request('continue', { threadId });
    assert.equal((await answer).status, 201);
  });
});
