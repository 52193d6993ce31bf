/** asyncio's tasks as threads: what is told of them, and what they can be asked for. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { TasksResponse } from '../../protocol/customRequests.ts';
import { Conversation } from './conversation.ts';
import { walk } from './walk.ts';

/** The library in which some wait is not the user's code. */
const CONFIGURATION = { rules: [{ path: '**/library_*.py', include: false }] };

async function stopped(configuration: object, ...markers: string[]): Promise<Conversation> {
  const talk = await Conversation.launch('task_threads.py', { ...CONFIGURATION, ...configuration });
  await talk.setBreakpoints(...markers);
  await talk.run();
  await talk.stopped();
  return talk;
}

test('tasks that do not run are threads, with who waits for whom', async () => {
  const talk = await stopped({}, 'look');
  talk.assertGolden('tasks as threads');
  await talk.client.close();
});

test('the variables of suspended tasks can be read, evaluated and changed', async () => {
  const talk = await stopped({}, 'look');
  await talk.variables('follow');
  await talk.evaluate('times, user.get()', 'follow');
  await talk.evaluate("times = 2; user.set('friends')", 'follow', 'repl');
  await talk.evaluate('times, user.get()', 'follow');
  await talk.evaluate('queue.qsize()', 'main (Task-1)');
  await talk.evaluate('user.get("nobody")', 'main (Task-1)');
  await talk.evaluate('user.get("nobody")');
  await talk.setBreakpoints();
  await talk.finish();
  talk.assertGolden('variables of suspended tasks');
});

for (const [what, ...commands] of [
  ['over', ['next', 'consume'], 'next'],
  ['into', ['stepIn', 'late'], 'stepIn', 'stepIn'],
  ['out', ['stepOut', 'request'], 'next'],
  ['over what a function in a greenlet waits for', ['next', 'request'], 'next', 'next'],
  ['to where one goes on', ['runToContinuation', 'consume'], 'next'],
  ['to where one begins', ['runToContinuation', 'late'], 'next'],
] satisfies [string, ...Parameters<typeof walk>[3]][]) {
  const title = `steps of suspended tasks, ${what}`;
  test(title, () => walk(title, 'task_threads.py', 'look', commands));
}

test('a step of a suspended task is still under way after a breakpoint in another', async () => {
  const talk = await stopped({}, 'look');
  await talk.setBreakpoints('puts');
  await talk.go('next', 'follow');
  await talk.setBreakpoints();
  await talk.go('continue');
  talk.assertGolden('step of a suspended task, with a breakpoint in another');
  await talk.client.close();
});

test('a task that is ended is cancelled', async () => {
  const talk = await stopped({}, 'look');
  await talk.setBreakpoints();
  await talk.terminate('late');
  await talk.finish();
  talk.assertGolden('a task is ended');
});

/** The ids of the threads that are tasks, by their identities. */
async function taskThreads({ client }: Conversation): Promise<Map<string, number>> {
  const { threads } = await client.request('threads');
  return new Map(
    threads.flatMap(({ id, name }: DebugProtocol.Thread) => {
      const [identity = ''] = name.split(' · ');
      return identity.includes('(Task-') ? [[identity, id]] : [];
    }),
  );
}

test('a task has one number for life, and lends it to nobody', async () => {
  const talk = await stopped({}, 'look', 'begins', 'done');
  const first = await taskThreads(talk);
  const late = first.get('late (Task-7)');
  assert.ok(late !== undefined && !first.has('watch (Task-5)'));
  await talk.go('continue');
  const second = await taskThreads(talk);
  assert.ok(second.has('watch (Task-5)') && !second.has('late (Task-7)'));
  await talk.go('continue');
  const third = await taskThreads(talk);
  for (const [name, id] of third) assert.equal(id, first.get(name) ?? id, name);
  assert.ok(![...third.values()].includes(late));
  await talk.client.close();
});

async function stoppedWith(count: number, configuration: object = {}): Promise<Conversation> {
  const talk = await Conversation.launch('many_tasks.py', { args: [`${count}`], ...configuration });
  await talk.setBreakpoints('look');
  await talk.run();
  await talk.client.event('stopped');
  return talk;
}

for (const [count, tasks, threads, inTree] of [
  [49, undefined, 49, 50],
  [50, undefined, 0, 51],
  [50, 'threads', 50, 51],
  [2, 'tree', 0, 3],
  [2, 'off', 0, 0],
] as const) {
  test(`of ${count} tasks, ${threads} are threads where "tasks" is ${tasks}`, async () => {
    const talk = await stoppedWith(count, { tasks });
    const shown = await taskThreads(talk);
    assert.equal(shown.size, threads);
    const { total }: TasksResponse = await talk.client.request('tasks');
    assert.equal(total, inTree);
    await talk.client.close();
  });
}

test('a task that is no thread becomes one when somebody asks for it', async () => {
  const talk = await stoppedWith(2, { tasks: 'tree' });
  const { client } = talk;
  const { tasks }: TasksResponse = await client.request('tasks');
  const [main, work] = tasks;
  assert.deepEqual([main?.label, work?.label], ['main (Task-1)', 'work (Task-2)']);
  assert.equal(work?.threadId, undefined);
  const { threadId } = await client.request('showContinuation', { taskId: work?.id });
  const selection = await client.event('stopped');
  assert.deepEqual([selection.threadId, selection.allThreadsStopped], [threadId, false]);
  assert.deepEqual([...(await taskThreads(talk))], [['work (Task-2)', threadId]]);
  // One that runs is its continuation's thread.
  const running = await client.request('showContinuation', { taskId: main?.id });
  assert.equal(running.threadId, main?.threadId);
  assert.match((await talk.frames(running.threadId))[0]?.name ?? '', /^main$/);
  await assert.rejects(client.request('showContinuation', { taskId: 99 }), /has ended/);
  await client.close();
});

test('tasks are threads as "maxThreads" and "threadFilter" allow', async () => {
  const filtered = await stoppedWith(3, { threadFilter: ['!work'] });
  assert.equal((await taskThreads(filtered)).size, 0);
  await filtered.client.close();
  const few = await stoppedWith(3, { maxThreads: 2 });
  assert.deepEqual([...(await taskThreads(few)).keys()], ['work (Task-2)']);
  await few.client.close();
});

test('a task of another thread is a thread, or its thread runs it', async () => {
  const talk = await Conversation.stoppedAt('tasks_of_threads.py', 'look');
  const { threads } = await talk.client.request('threads');
  const place = (marker: string): string => `tasks_of_threads.py:${talk.program.line(marker)}`;
  assert.deepEqual(
    threads.map(({ name }: DebugProtocol.Thread) => name),
    [
      `main · ${place('look')}`,
      `server · block (Task-3) · ${place('blocks')}`,
      `serve (Task-1) · ${place('serves')}`,
      `wait (Task-2) · ${place('waits')}`,
    ],
  );
  await talk.client.close();
});
