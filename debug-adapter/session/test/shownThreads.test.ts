/** Which of a program's continuations are shown as threads. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { Conversation } from './conversation.ts';

for (const [what, configuration, expected] of [
  ['no more than the configuration allows', { maxThreads: 3 }, ['main', 'reader', 'writer']],
  ['those whose names it wants', { threadFilter: ['read*'] }, ['main', ...Array(5).fill('reader')]],
  [
    'but not those that it does not want',
    { threadFilter: ['!w*'], maxThreads: 2 },
    ['main', 'reader'],
  ],
] as const) {
  test(`threads are ${what}`, async () => {
    const talk = await Conversation.launch('crowd.py', configuration);
    await talk.setBreakpoints('last');
    await talk.run();
    await talk.client.event('stopped');
    assert.deepEqual(await kinds(talk), expected);
    const { output } = await talk.client.event('output', ({ category }) => category === 'console');
    assert.match(output, new RegExp(`^${expected.length} of 11 continuations shown as threads`));
    await talk.client.close();
  });
}

test('the continuation that runs is shown whatever the configuration says', async () => {
  const talk = await Conversation.launch('crowd.py', { threadFilter: ['reader'], maxThreads: 2 });
  await talk.setBreakpoints('writes');
  await talk.run();
  const { threadId } = await talk.client.event('stopped');
  const { threads } = await talk.client.request('threads');
  const active = threads.find(({ id }: DebugProtocol.Thread) => id === threadId);
  assert.match(active?.name, /^writer \(g2\) · crowd\.py:\d+$/);
  await talk.client.close();
});

/** Stops `crowd.py`, of whose 11 continuations two are shown, at its last line. */
async function fewOfCrowd(...markers: string[]): Promise<Conversation> {
  const talk = await Conversation.launch('crowd.py', { maxThreads: 2 });
  await talk.setBreakpoints('last', ...markers);
  await talk.run();
  await talk.client.event('stopped');
  return talk;
}

test('D41: a continuation that is not shown has a number, and is shown as soon as somebody uses it', async () => {
  const talk = await fewOfCrowd();
  const { client } = talk;
  assert.deepEqual(await kinds(talk), ['main', 'reader']);
  const { continuations } = await client.request('continuations');
  assert.equal(new Set(continuations.map(threadOf)).size, 11);

  const [second, fourth, sixth] = [2, 4, 6].map(number => continuations[number].threadId);
  const { stackFrames } = await client.request('stackTrace', { threadId: second });
  assert.equal(stackFrames[0].name, 'writer');
  const announced = await client.event('thread', ({ threadId }) => threadId === second);
  assert.equal(announced.reason, 'started');
  assert.deepEqual(await kinds(talk), ['main', 'reader', 'writer']);
  const { scopes } = await client.request('scopes', { frameId: stackFrames[0].id });
  assert.equal(scopes[0].name, 'Locals');

  const shown = await client.request('showContinuation', { continuationId: continuations[4].id });
  assert.deepEqual(shown, { threadId: fourth });
  const selection = await client.event('stopped');
  assert.deepEqual(
    [selection.threadId, selection.reason, selection.allThreadsStopped],
    [fourth, 'pause', false],
  );
  await client.event('thread', ({ threadId }) => threadId === fourth);
  await assert.rejects(client.request('showContinuation', { continuationId: 99 }), /has ended/);

  await client.request('terminateThreads', { threadIds: [sixth] });
  const names = (await client.request('threads')).threads.map(threadOf);
  assert.ok(names.includes(second) && names.includes(fourth) && !names.includes(sixth));
  await client.close();
});

test('D41: a continuation that is not shown can be run to by its number', async () => {
  const talk = await fewOfCrowd();
  const { continuations } = await talk.client.request('continuations');
  // The one that the last line switches to.
  const { threadId } = continuations[8];
  await talk.client.request('runToContinuation', { threadId });
  assert.equal((await talk.client.event('stopped')).threadId, threadId);
  assert.deepEqual(await kinds(talk), ['main', 'reader', 'writer']);
  await talk.client.close();
});

test('D41, P9: a continuation in which the program has stopped is announced before, and stays', async () => {
  const talk = await Conversation.launch('crowd.py', { maxThreads: 2 });
  const { client } = talk;
  const announced = new Set<number>();
  const unknown: number[] = [];
  client.onMessage(message => {
    const { event, body } = message as DebugProtocol.Event;
    if (event === 'thread' && body.reason === 'started') announced.add(body.threadId);
    if (event === 'thread' && body.reason === 'exited') announced.delete(body.threadId);
    if (event === 'stopped' && !announced.has(body.threadId)) unknown.push(body.threadId);
  });
  await talk.setBreakpoints('writes', 'last');
  await talk.run();
  for (let stop = 0; stop < 5; stop++) {
    const { threadId } = await client.event('stopped');
    await client.request('continue', { threadId });
  }
  await client.event('stopped');
  assert.deepEqual(unknown, []);
  // Two by their age, and those that it stopped in.
  const { threads } = await client.request('threads');
  const numbers = threads.map(({ name }: DebugProtocol.Thread) => /g\d+/.exec(name)?.[0]);
  assert.deepEqual(numbers, [undefined, 'g1', 'g2', 'g4', 'g6', 'g8', 'g10']);
  await client.close();
});

test('D41: that not all are shown is told once, and not again while about as many are', async () => {
  const talk = await Conversation.launch('queue_of_workers.py', { maxThreads: 2 });
  const notices: string[] = [];
  talk.client.onMessage(message => {
    const { body } = message as DebugProtocol.OutputEvent;
    if (body?.output?.includes('shown as threads')) notices.push(body.output);
  });
  await talk.setBreakpoints('stand');
  await talk.run();
  const { threadId } = await talk.client.event('stopped');
  for (let time = 0; time < 4; time++) await talk.client.request('threads');
  await talk.client.request('next', { threadId });
  await talk.client.event('stopped');
  for (let time = 0; time < 2; time++) await talk.client.request('threads');
  assert.equal(notices.length, 1, notices.join(''));
  assert.match(String(notices[0]), /^2 of 61 continuations shown as threads .*Show Continuation/s);
  await talk.client.close();
});

async function kinds(talk: Conversation): Promise<string[]> {
  const { threads } = await talk.client.request('threads');
  return (threads as DebugProtocol.Thread[]).map(({ name }) => name.replace(/ .*/, ''));
}

function threadOf({ threadId, id }: { threadId?: number; id: number }): number {
  return threadId ?? id;
}
