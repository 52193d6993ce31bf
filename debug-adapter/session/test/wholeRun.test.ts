/** The Switch Timeline's pages of a recorded program: of its whole run, wherever it stands. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { SwitchPage, SwitchPageArguments } from '../../protocol/customRequests.ts';
import { Conversation } from './conversation.ts';
import type { DapClient } from './dapClient.ts';
import { record, replay } from './replayedProgram.ts';

/** A page, when all has been found out that is to be. */
async function settled(client: DapClient, args: SwitchPageArguments = {}): Promise<SwitchPage> {
  for (;;) {
    const page: SwitchPage = await client.request('switchPage', args);
    if (page.run?.reach !== 'growing') return page;
  }
}

/** What of a page is the same wherever the program stands. */
function lasting({ now, labels, ...page }: SwitchPage): Omit<SwitchPage, 'now' | 'labels'> {
  return page;
}

/** Has a program go on, or to elsewhere, until it stops. */
async function go(client: DapClient, command: string, args: object): Promise<void> {
  await client.request(command, { threadId: 1, ...args });
  await client.event('stopped');
}

test('at the first stop, pages have the switches of the whole run, and each can be gone to', async t => {
  const talk = await replay(t, 'replayed.py');
  const { client } = talk;
  let printed = '';
  client.onMessage(message => {
    const { event, body } = message as DebugProtocol.OutputEvent;
    if (event === 'output' && body.category === 'stdout') printed += body.output;
  });
  await talk.setBreakpoints('begin');
  await talk.run([]);
  await client.event('stopped');
  const first = await settled(client);
  assert.equal(first.run?.reach, 'end');
  assert.deepEqual([first.oldest, first.total, first.targets], [0, 4, [1, 0, 1, 0]]);
  assert.ok(first.now >= first.run.begin && first.now < first.time && first.time < first.run.until);
  assert.deepEqual(first.labels, { 0: 'main', 1: 'greenlet (g1)' });
  // What runs ahead prints nothing.
  assert.equal(printed, '');

  const instruction = Math.round(first.time * 1_000) + (first.delays[1] as number);
  await go(client, 'travelTo', { instruction });
  assert.equal(printed, 'total 30\n');
  // A name that has become known is told with the next page, whatever that has.
  const { labels } = await settled(client, { start: 4 });
  assert.deepEqual(labels, { 0: 'main', 1: 'worker (g1)' });
  const second = await settled(client);
  assert.ok(second.now > second.time);
  assert.deepEqual(lasting(second), lasting(first));
  for (const [command, args] of [
    ['stepBack', {}],
    ['travelTo', { instruction: Math.round(first.run.until * 1_000) }],
    ['reverseContinue', {}],
    ['continue', {}],
  ] as const) {
    await go(client, command, args);
    const page = await settled(client);
    assert.deepEqual(lasting(page), lasting(first), command);
  }
  assert.equal(printed, 'total 30\nball 3\n');
  await client.close();
});

test('a program that has been at the end itself is not run again', async t => {
  const talk = await replay(t, 'replayed.py');
  const { client } = talk;
  await talk.run([]);
  await client.event('stopped');
  const page: SwitchPage = await client.request('switchPage');
  assert.equal(page.run?.reach, 'end');
  assert.equal(page.total, 4);
  await go(client, 'travelTo', { instruction: Math.round(page.time * 1_000) });
  const back: SwitchPage = await client.request('switchPage');
  assert.deepEqual(lasting(back), lasting(page));
  assert.ok(back.now < page.now);
  await client.close();
});

test('at the first stop, pages have the lives of threads to come, and their switches', async t => {
  const { client } = await replay(t, 'greenlets_of_threads.py', { stopOnEntry: true });
  await client.request('configurationDone');
  await client.event('stopped');
  const { run, now, threads = [], total } = await settled(client);
  assert.equal(run?.reach, 'end');
  assert.equal(total, 4);
  assert.deepEqual(
    threads.map(each => each.total),
    [4, 4],
  );
  for (const { begun, ended } of threads) {
    assert.ok(ended !== undefined && now < begun && begun < ended && ended < run.until);
  }
  const [{ context = 0 } = {}] = threads;
  const own = await settled(client, { thread: context });
  assert.deepEqual(own.targets, [own.targets[0], context, own.targets[0], context]);
  await client.close();
});

test('of more switches than are kept, pages have those around the present', async t => {
  const { client } = await replay(t, 'replayed_many.py', { stopOnEntry: true });
  await client.request('configurationDone');
  await client.event('stopped');
  const start = await settled(client);
  assert.equal(start.run?.reach, 'part');
  assert.equal(start.oldest, 0);
  assert.ok(start.total > 30_000 && start.total < 65_536, `${start.total}`);
  const last = Math.round(start.run.until * 1_000);
  await go(client, 'travelTo', { instruction: last });
  const later = await settled(client);
  assert.ok(later.total > start.total && later.total <= 100_000, `${later.total}`);
  assert.ok(later.oldest > 0 && later.oldest < start.total, `${later.oldest}`);
  assert.ok(later.now > later.time && later.now < (later.run?.until ?? 0));
  await go(client, 'continue', {});
  const end = await settled(client);
  assert.equal(end.run?.reach, 'end');
  assert.equal(end.total, 100_000);
  await go(client, 'restart', {});
  const again = await settled(client);
  assert.deepEqual([again.oldest, again.total, again.run], [0, start.total, start.run]);
  await client.close();
});

test('of a recording that breaks off, pages have what is there', async t => {
  const file = await record(t, 'replayed_many.py');
  fs.truncateSync(file, fs.statSync(file).size - 100);
  const { client } = await Conversation.launch('replayed_many.py', {
    program: undefined,
    replay: file,
    stopOnEntry: true,
  });
  await client.request('configurationDone');
  await client.event('stopped');
  let page = await settled(client);
  while (page.run?.reach === 'part') {
    await go(client, 'travelTo', { instruction: Math.round(page.run.until * 1_000) });
    page = await settled(client);
  }
  assert.equal(page.run?.reach, 'end');
  // How much of the run is lost with the end of its last part is a matter of how fast that was.
  assert.ok(page.total > 0 && page.total < 100_000, `${page.total}`);
  await go(client, 'continue', {});
  assert.deepEqual((await settled(client)).total, page.total);
  await client.close();
});

test('pages grow while more is found out, which ends with the session', async t => {
  const talk = await replay(t, 'replayed_pause.py', { stopOnEntry: true });
  const { client } = talk;
  await client.request('configurationDone');
  await client.event('stopped');
  const until: number[] = [];
  while (new Set(until).size < 3) {
    const { run }: SwitchPage = await client.request('switchPage');
    assert.equal(run?.reach, 'growing');
    until.push(run.until);
  }
  assert.deepEqual(
    until,
    until.toSorted((a, b) => a - b),
  );
  // The program is debugged meanwhile.
  await talk.setBreakpoints('compute');
  await go(client, 'continue', {});
  await client.close();
});
