/** What a view of all continuations asks for beside the protocol's own requests. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  ContinuationInfo,
  ContinuationsResponse,
  TasksResponse,
} from '../../protocol/customRequests.ts';
import { Conversation } from './conversation.ts';

/** The library in which some wait is not the user's code. */
const CONFIGURATION = { rules: [{ path: '**/library_*.py', include: false }] };

async function stoppedAt(file: string, ...markers: string[]): Promise<Conversation> {
  const talk = await Conversation.launch(file, CONFIGURATION);
  await talk.setBreakpoints(...markers);
  await talk.run();
  await talk.client.event('stopped');
  return talk;
}

async function all({ client }: Conversation): Promise<readonly ContinuationInfo[]> {
  const { continuations }: ContinuationsResponse = await client.request('continuations');
  return continuations;
}

test('those that run nothing of the user’s, and were not made by it or are of a library’s class, are the system’s', async () => {
  const talk = await stoppedAt('system.py', 'works');
  const continuations = await all(talk);
  assert.deepEqual(
    continuations.map(({ name, isSystem = false }) => [name, isSystem]),
    [
      ['main', false],
      ['pool_0', true],
      ['_loop', true],
      ['wait', false],
      ['Ticker.run', true],
      ['work', false],
    ],
  );
  await talk.client.close();
});

test('each tells whom it has passed control to, and how long it has been waiting', async () => {
  const talk = await stoppedAt('system.py', 'works');
  const continuations = await all(talk);
  const nameOf = (wanted?: number): string | undefined =>
    continuations.find(({ id }) => id === wanted)?.name;
  const suspended = continuations.filter(({ state }) => state === 'suspended');
  assert.deepEqual(
    suspended.map(({ name, passedTo }) => [name, nameOf(passedTo)]),
    [
      ['main', '_loop'],
      ['_loop', 'work'],
      ['wait', 'main'],
      ['Ticker.run', 'main'],
    ],
  );
  for (const { idle } of suspended) assert.ok(idle !== undefined && idle >= 0);
  await talk.client.close();
});

test('what a task waits for in the end is told: through its greenlets, or by itself', async () => {
  const talk = await stoppedAt('task_threads.py', 'look');
  const { tasks }: TasksResponse = await talk.client.request('tasks');
  const continuations = await all(talk);
  const nameOf = (wanted: number): string | undefined =>
    continuations.find(({ id }) => id === wanted)?.name;
  assert.deepEqual(
    tasks.map(({ coroutine, greenlets, awaits }) => [coroutine, ...greenlets.map(nameOf), awaits]),
    [
      ['main', undefined],
      ['request', 'query', 'Event.wait'],
      ['consume', 'Queue.get'],
      ['follow', undefined],
      ['watch', undefined],
      ['produce', 'sleep'],
      ['late', undefined],
    ],
  );
  await talk.client.close();
});

test('the program stops each time that control comes to a continuation that is watched', async () => {
  const talk = await stoppedAt('pingpong.py', 'begin');
  const { client } = talk;
  const pong = (await all(talk)).find(({ name }) => name === 'pong');
  const watch = (isWanted: boolean): Promise<unknown> =>
    client.request('stopAtResumptions', { continuationId: pong?.id, isWanted });
  const goOn = async (): Promise<unknown[]> => {
    const { threads } = await client.request('threads');
    await client.request('continue', { threadId: threads[0].id });
    const { threadId, description } = await client.event('stopped');
    const [top] = await talk.frames(threadId);
    return [description, top?.name, top?.line];
  };
  await watch(true);
  const first = talk.program.line('pong_got') - 1;
  const reason = 'Continuation reached';
  assert.deepEqual(await goOn(), [reason, 'pong', first]);
  for (let time = 0; time < 2; time++) {
    assert.deepEqual(await goOn(), [reason, 'pong', talk.program.line('pong_switch')]);
  }
  await watch(false);
  await client.request('continue', { threadId: 1 });
  await talk.ended();
});

test('one that is suspended tells how much of its C stack is put aside', async () => {
  const talk = await stoppedAt('pingpong.py', 'begin');
  const before = await all(talk);
  assert.ok(before.every(({ stackBytes }) => stackBytes === undefined));
  await talk.setBreakpoints('pong_got');
  await talk.client.request('continue', { threadId: 1 });
  const { threadId } = await talk.client.event('stopped');
  const byName = new Map((await all(talk)).map(each => [each.name, each]));
  assert.equal(byName.get('pong')?.stackBytes, undefined);
  const { state, stackBytes = 0 } = byName.get('ping') as ContinuationInfo;
  assert.equal(state, 'suspended');
  // What it says is what greenlet says.
  const [{ id: frameId } = { id: 0 }] = await talk.frames(threadId);
  const expression = 'ping_greenlet._stack_saved';
  const { result } = await talk.client.request('evaluate', { expression, frameId });
  assert.ok(stackBytes > 0);
  assert.equal(`${stackBytes}`, result);
  await talk.client.close();
});

test('while the program runs, they are told of as they are now, as far as that is known', async () => {
  const talk = await stoppedAt('going_on.py', 'stands');
  const { client } = talk;
  const stood = await all(talk);
  assert.deepEqual(stood.map(lookOf), [
    'main running at 24',
    'sleep suspended at 9',
    'work suspended at 14',
    'end suspended at 18',
    'sleep pending',
  ]);
  await client.request('continue', { threadId: 1 });
  await client.event('output', ({ output }) => output === 'goes on\n');
  const listings: ContinuationsResponse[] = [];
  const workOf = ({ continuations }: ContinuationsResponse): number =>
    continuations.find(({ name }) => name === 'work')?.resumptions ?? 0;
  while (listings.length < 2 || workOf(listings.at(-1) as never) === workOf(listings[0] as never)) {
    listings.push(await client.request('continuations'));
  }
  const { continuations, total, newcomers } = listings.at(-1) as ContinuationsResponse;
  assert.deepEqual([total, newcomers], [4, 3]);
  // Control is in one of the two that take turns.
  const steady = continuations.map(lookOf).filter(each => !/^(main|work)/.test(each));
  assert.deepEqual(steady, ['sleep suspended at 9', 'end dead']);
  const sleeping = continuations.find(({ name }) => name === 'sleep') as ContinuationInfo;
  assert.ok((sleeping.idle as number) >= (stood[1]?.idle as number));
  const page: ContinuationsResponse = await client.request('continuations', { start: 1, count: 1 });
  assert.deepEqual([page.continuations.map(({ name }) => name), page.total], [['sleep'], 4]);
  await client.close();
});

test('of a program that has never stood still, only how many there are is known', async () => {
  const talk = await Conversation.launch('going_on.py');
  await talk.run();
  await talk.client.event('output', ({ output }) => output === 'goes on\n');
  const listing: ContinuationsResponse = await talk.client.request('continuations');
  assert.deepEqual(listing, { continuations: [], total: 0, newcomers: 6 });
  await talk.client.close();
});

function lookOf({ name, state, location }: ContinuationInfo): string {
  return `${name} ${state}${location === undefined ? '' : ` at ${location.line}`}`;
}
