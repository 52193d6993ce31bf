/**
 * `npm run test:hunt`: records the Todo service under load, and goes back from the failure of one
 * of its requests to the line that set the wrong value.
 */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Recordings } from '../../debug-adapter/cli/test/recordedRun.ts';
import type { RunningCommand } from '../../debug-adapter/cli/test/runningCommand.ts';
import type { DapClient } from '../../debug-adapter/session/test/dapClient.ts';
import { launch, lineOf, OWN_DATABASE, stopAt } from '../../samples/test/sample.ts';
import { samplePackages } from '../samplePackages.ts';

const PROGRAM = path.resolve(import.meta.dirname, '../../samples/fastapi-sqlalchemy/main.py');

/** Where the service says that it listens. */
const ADDRESS = /Uvicorn running on (http:\S+)/;

/** JSON of a text that is none: no file and no database takes half a character. */
const WRONG_TITLE = String.raw`{"title": "\ud83e", "done": true}`;

/** The line that hands that over. */
const SETS_IT = 'todo.title, todo.done = text.title';

/** In milliseconds. */
const AWAKE_INTERVAL = 1_000;

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '30' },
    clients: { type: 'string', default: '4' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(`usage: npm run test:hunt [-- [--seconds N] [--clients N]]

Records samples/fastapi-sqlalchemy for 30 s, or N, while 4 clients, or N, ask without a pause. One request
fails. The recording is debugged up to the failure, and backwards to the line that set the wrong value.`);
  process.exit(0);
}

const recordings = new Recordings();
try {
  await hunt(recordings.file('run.rec'));
} finally {
  recordings.remove();
}

async function hunt(file: string): Promise<void> {
  const options = ['--packages', await samplePackages(), '--env', `TODOS_FILE=${OWN_DATABASE}`];
  let requests = 0;
  await timed('recorded', () =>
    recordings.recordUse(file, [...options, PROGRAM, '--port', '0'], async program => {
      requests = await useUntilItFails(program, Number(values.seconds) * 1_000);
    }),
  );
  const megabytes = (fs.statSync(file).size / 2 ** 20).toFixed(1);
  console.log(`  ${requests} requests, ${megabytes} MiB`);

  // Whose code is whose is not recorded.
  const packages = [await samplePackages()];
  const client = await timed('opened', () => launch({ replay: file, packages }));
  try {
    await goBackToCause(client);
  } finally {
    await client.close();
  }
}

/** Forwards to the failure, backwards to the line, and a step further back. */
async function goBackToCause(client: DapClient): Promise<void> {
  const condition = 'isinstance(exception, UnicodeEncodeError)';
  await client.request('setExceptionBreakpoints', {
    filters: [],
    filterOptions: [{ filterId: 'raised', condition }],
  });
  const failure = await timed('run to the failure', () => goTo(client, 'configurationDone'));
  assert.equal(failure.frame, 'change_todo');
  const number = await failure.evaluate('number');
  console.log(`  the change of todo ${number} fails`);

  await stopAt(client, PROGRAM, SETS_IT, `number == ${number}`);
  const { threadId } = failure;
  const cause = await timed('Reverse Continue to the line that set the title', () =>
    goTo(client, 'reverseContinue', { threadId }),
  );
  assert.deepEqual([cause.frame, cause.line], ['change_todo', lineOf(PROGRAM, SETS_IT)]);
  assert.equal(await cause.evaluate('ascii(text.title)'), String.raw`"'\\ud83e'"`);
  assert.notEqual(
    await cause.evaluate('ascii(todo.title)'),
    await cause.evaluate('ascii(text.title)'),
  );
  for (const step of ['Step Back', 'Step Back again']) {
    const before = await timed(step, () => goTo(client, 'stepBack', { threadId }));
    console.log(`  ${before.frame}, line ${before.line}`);
  }
}

/** Has clients ask until the time is over. @returns how many requests they made. */
async function useUntilItFails(program: RunningCommand, duration: number): Promise<number> {
  const [, address] = await program.printed(ADDRESS);
  const todos = `${address}/todos`;
  const begin = performance.now();
  let requests = 0;
  const ask = async (method: string, url: string, body?: string): Promise<Response> => {
    requests++;
    const headers = { 'content-type': 'application/json' };
    return fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
  };
  const use = async (client: number): Promise<void> => {
    const title = JSON.stringify({ title: `of client ${client}` });
    const { id } = (await (await ask('POST', todos, title)).json()) as { id: number };
    let hasFailed = client > 0;
    while (performance.now() - begin < duration) {
      const isLate = performance.now() - begin > (duration * 2) / 3;
      const body = isLate && !hasFailed ? WRONG_TITLE : title;
      hasFailed ||= isLate;
      const answer = await ask('PUT', `${todos}/${id}`, body);
      await answer.arrayBuffer();
      assert.equal(answer.status, body === WRONG_TITLE ? 500 : 200);
      await (await ask('GET', todos)).arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: Number(values.clients) }, (_, client) => use(client)));
  program.signal('SIGTERM');
  return requests;
}

/** Where a program has stopped. */
interface Stop {
  readonly threadId: number;
  readonly frame: string;
  readonly line: number;
  readonly evaluate: (expression: string) => Promise<string>;
}

/** Has the program go somewhere, however long it takes. */
async function goTo(client: DapClient, request: string, args: object = {}): Promise<Stop> {
  const stopped = Promise.withResolvers<number>();
  client.onMessage(message => {
    if (!('event' in message)) return;
    if (message.event === 'stopped') stopped.resolve(message.body.threadId);
    if (message.event === 'terminated') stopped.reject(new Error('the recording is over'));
  });
  await client.request(request, args);
  const threadId = await stopped.promise;
  const { stackFrames } = await client.request('stackTrace', { threadId });
  const [{ id: frameId, name, line }] = stackFrames;
  return {
    threadId,
    frame: name,
    line,
    evaluate: async expression => {
      const question = { expression, frameId, context: 'repl' };
      return (await client.request('evaluate', question)).result;
    },
  };
}

/** Does something, and tells how long it took. */
async function timed<Result>(what: string, act: () => Promise<Result>): Promise<Result> {
  const begin = performance.now();
  // A client keeps no process running.
  const awake = setInterval(() => {}, AWAKE_INTERVAL);
  try {
    return await act();
  } finally {
    clearInterval(awake);
    console.log(`${what}: ${((performance.now() - begin) / 1_000).toFixed(2)} s`);
  }
}
