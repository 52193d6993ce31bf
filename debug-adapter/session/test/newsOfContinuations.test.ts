/**
 * The agent tells at each stop only what is new of the continuations. Whoever has listened from the
 * beginning has to know what somebody is told who asks for the first time.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { ContinuationInfo } from '../../protocol/customRequests.ts';
import { DapClient } from './dapClient.ts';
import { Listener } from './listener.ts';
import { Program } from './program.ts';

const program = new Program('changing.py');

/** What a client knows of a program that stands still, but for what depends on time and on its questions. */
interface Known {
  readonly threads: readonly string[];
  readonly rows: readonly object[];
}

/** A client of the program, before that runs. */
async function launched(): Promise<DapClient> {
  const client = new DapClient();
  await client.request('initialize', { adapterID: 'wasix-python' });
  await client.request('launch', { program: program.file });
  await client.event('initialized');
  await begin(client);
  return client;
}

async function begin(client: DapClient): Promise<void> {
  await client.request('setBreakpoints', {
    source: { path: program.file },
    breakpoints: [{ line: program.line('stands') }],
  });
  await client.request('configurationDone');
}

/** The thread in which the program stands still at the next stop; undefined at its end. */
async function nextStop(client: DapClient): Promise<number | undefined> {
  const { event, body } = await client.eventOf('stopped', 'terminated');
  return event === 'stopped' ? body.threadId : undefined;
}

async function ask(client: DapClient): Promise<Known> {
  const { threads } = await client.request('threads');
  const { continuations } = await client.request('continuations');
  return {
    threads: threads.map(({ name }: DebugProtocol.Thread) => name).sort(),
    rows: continuations.map(({ threadId: _, idle: __, ...row }: ContinuationInfo) => row),
  };
}

/** What the program says of itself where it stands. */
async function whereItStands(client: DapClient, threadId: number): Promise<string> {
  const { stackFrames } = await client.request('stackTrace', { threadId, levels: 1 });
  const frameId = stackFrames[0].id;
  return (await client.request('evaluate', { expression: 'what', frameId })).result;
}

test('what is told from stop to stop is what is told of each stop at once', async () => {
  const listener = await launched();
  const heard: { what: string; known: Known }[] = [];
  for (let threadId = await nextStop(listener); threadId; threadId = await nextStop(listener)) {
    const known = await ask(listener);
    heard.push({ what: await whereItStands(listener, threadId), known });
    await listener.request('continue', { threadId });
  }
  await listener.close();
  assert.equal(heard.length, 23);
  const changes = heard.filter(
    ({ known }, index) => JSON.stringify(known) !== JSON.stringify(heard[index - 1]?.known),
  );
  assert.ok(changes.length > 19, 'nothing changes from stop to stop');
  for (const [index, { what, known }] of heard.entries()) {
    const newcomer = await launched();
    let threadId = await nextStop(newcomer);
    for (let stop = 0; stop < index; stop++) {
      await newcomer.request('continue', { threadId });
      threadId = await nextStop(newcomer);
    }
    assert.deepEqual(known, await ask(newcomer), what);
    await newcomer.close();
  }
});

test('whoever asks for several things at once, in any order, or gives one up, is told the same', async () => {
  const calm = await launched();
  const hasty = await launched();
  const orders = [
    ['threads', 'continuations', 'overview', 'continuations'],
    ['continuations', 'continuations', 'parallelStacks', 'threads'],
    ['overview', 'threads', 'threads', 'continuations'],
  ];
  for (let stop = 0; ; stop++) {
    const [threadId, other] = [await nextStop(calm), await nextStop(hasty)];
    if (threadId === undefined || other === undefined) break;
    const requests = orders[stop % orders.length] as string[];
    const begun = requests.map(command => hasty.begin(command));
    await hasty.request('cancel', { requestId: begun[stop % begun.length]?.seq });
    await Promise.all(begun.map(({ response }) => response));
    assert.deepEqual(await ask(hasty), await ask(calm), `at stop ${stop}`);
    await calm.request('continue', { threadId });
    await hasty.request('continue', { threadId: other });
  }
  await Promise.all([calm.close(), hasty.close()]);
});

test('a program that is started again, and another client of one, are told all', async () => {
  const client = await launched();
  const threadId = await nextStop(client);
  const first = await ask(client);
  await client.request('continue', { threadId });
  await nextStop(client);
  await ask(client);
  await client.request('restart');
  await nextStop(client);
  assert.deepEqual(await ask(client), first);
  await client.close();

  const debugged = Listener.program(['--wait', program.file]);
  for (const isFirst of [true, false]) {
    const visitor = await debugged.attached();
    if (isFirst) await begin(visitor);
    else await visitor.request('configurationDone');
    await nextStop(visitor);
    assert.deepEqual(await ask(visitor), first);
    await visitor.request(
      'disconnect',
      isFirst ? { suspendDebuggee: true } : { terminateDebuggee: true },
    );
    await visitor.close();
  }
  await debugged.ended();
});
