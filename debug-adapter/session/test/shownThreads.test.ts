/** Which of a program's continuations are shown as threads. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type {
  ContinuationsResponse,
  ContinuationInfo as Info,
  StacksResponse,
} from '../../protocol/customRequests.ts';
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

test('D41: a thread without greenlets is among the continuations, and is shown when somebody asks for it', async () => {
  const talk = await Conversation.launch('waiting_threads.py', { maxThreads: 1 });
  const { client } = talk;
  await talk.setBreakpoints('all_wait', 'two_wait');
  await talk.run();
  const { threadId: main } = await client.event('stopped');
  const before = await continuationsOf(talk);
  assert.deepEqual(
    before.map(({ label }) => label),
    ['main', 'first', 'second', 'third'],
  );
  const [first, second, third] = before.slice(1) as [Info, Info, Info];
  assert.equal(new Set(before.map(({ id }) => id)).size, 4);
  assert.deepEqual([before[0]?.id, before[0]?.threadId], [0, main]);
  assert.equal(third.state, 'running');
  assert.match(String(third.location?.path), /waiting_threads\.py$/);
  assert.deepEqual(await kinds(talk), ['main']);

  const shown = await client.request('showContinuation', { continuationId: third.id });
  assert.deepEqual(shown, { threadId: third.threadId });
  const started = await client.event('thread', event => event.threadId === third.threadId);
  assert.equal(started.reason, 'started');
  const selection = await client.event('stopped');
  assert.deepEqual([selection.threadId, selection.allThreadsStopped], [third.threadId, false]);
  assert.deepEqual(await kinds(talk), ['main', 'third']);
  const { stackFrames } = await client.request('stackTrace', { threadId: third.threadId });
  const functions = stackFrames.map(({ name }: DebugProtocol.StackFrame) => name);
  assert.ok(functions.includes('wait'), functions.join());

  await client.request('continue', { threadId: main });
  await client.event('stopped', ({ reason }) => reason === 'breakpoint');
  const after = await continuationsOf(talk);
  assert.deepEqual(
    after.map(({ id, threadId }) => [id, threadId]),
    [
      [0, main],
      [first.id, first.threadId],
      [third.id, third.threadId],
    ],
  );
  for (const continuationId of [second.id, -99]) {
    await assert.rejects(client.request('showContinuation', { continuationId }), /has ended/);
  }
  await client.close();
});

test('D41: where another thread has stopped, the main one is the same continuation as before', async () => {
  const talk = await Conversation.launch('waiting_threads.py', { threadFilter: ['none'] });
  const { client } = talk;
  await talk.setBreakpoints('goes_on');
  await talk.run();
  const { threadId } = await client.event('stopped');
  const [main, first, second, ...others] = await continuationsOf(talk);
  assert.deepEqual([main?.id, main?.label, main?.threadId === threadId], [0, 'main', false]);
  assert.deepEqual([second?.label, second?.threadId], ['second', threadId]);
  assert.deepEqual([first?.label, others.map(({ label }) => label)], ['first', ['third']]);
  assert.deepEqual(await kinds(talk), ['main', 'second']);
  const shown = await client.request('showContinuation', { continuationId: 0 });
  assert.deepEqual(shown, { threadId: main?.threadId });
  await client.request('showContinuation', { continuationId: first?.id });
  assert.deepEqual(await kinds(talk), ['main', 'first', 'second']);
  for (const [continuationId, reason] of [
    [second?.id, /is the one that runs/],
    [first?.id, /pause it instead/],
  ] as const) {
    await assert.rejects(client.request('runToContinuation', { continuationId }), reason);
  }
  await client.close();
});

test('D41: greenlets of other threads belong to the continuations of those', async () => {
  const talk = await Conversation.launch('greenlets_of_threads.py', { maxThreads: 2 });
  const { client } = talk;
  await talk.setBreakpoints('both_wait');
  await talk.run();
  await client.event('stopped');
  const all = await continuationsOf(talk);
  const labelOf = (id?: number): string | undefined => all.find(entry => entry.id === id)?.label;
  assert.deepEqual(
    all.map(({ label, parent, switcher }) => [label, labelOf(parent), labelOf(switcher)]),
    [
      ['main', undefined, 'own (g1)'],
      ['first', undefined, 'sleeper (g2)'],
      ['second', undefined, 'sleeper (g3)'],
      ['own (g1)', 'main', 'main'],
      ['sleeper (g2)', 'first', 'first'],
      ['sleeper (g3)', 'second', 'second'],
    ],
  );
  const page = await client.request('continuations', { start: 2, count: 2 });
  assert.deepEqual([page.continuations, page.total], [all.slice(2, 4), 6]);
  const { threadId } = await client.request('showContinuation', { continuationId: all[4]?.id });
  const { stackFrames } = await client.request('stackTrace', { threadId });
  assert.equal(stackFrames.at(-1).name, 'switched to by first');
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

test('the stacks of all continuations are told at once, and none is shown for that', async () => {
  const talk = await fewOfCrowd();
  const { client } = talk;
  const all = (await continuationsOf(talk)).map(threadOf);
  const { stacks }: StacksResponse = await client.request('stacks', { threadIds: all });
  assert.deepEqual(
    stacks.map(({ threadId }) => threadId),
    all,
  );
  const { stackFrames } = await client.request('stackTrace', { threadId: all[0] });
  const [main, reader] = stacks.map(({ frames }) => frames);
  assert.deepEqual(
    main?.map(({ name, line }) => `${name}:${line}`),
    stackFrames.map((frame: DebugProtocol.StackFrame) => `${frame.name}:${frame.line}`),
  );
  assert.deepEqual(
    reader?.map(({ name, path }) => [name, path]),
    [['reader', talk.program.file]],
  );
  assert.deepEqual(await kinds(talk), ['main', 'reader']);
  const tops = await client.request('stacks', { threadIds: [all[3], all[4], all[3]], levels: 1 });
  assert.deepEqual(
    tops.stacks.map(({ frames }: { frames: object[] }) => frames.length),
    [1, 1],
  );
  await assert.rejects(
    client.request('stacks', { threadIds: [all[0], 999] }),
    /There is no thread 999/,
  );
  await client.close();
});

async function continuationsOf(talk: Conversation): Promise<readonly Info[]> {
  const { continuations }: ContinuationsResponse = await talk.client.request('continuations');
  return continuations;
}

async function kinds(talk: Conversation): Promise<string[]> {
  const { threads } = await talk.client.request('threads');
  return (threads as DebugProtocol.Thread[]).map(({ name }) => name.replace(/ .*/, ''));
}

function threadOf({ threadId, id }: { threadId?: number; id: number }): number {
  return threadId ?? id;
}
