/** What an editor shows without being asked to: who stands where, how many live, what was hit. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OverviewResponse } from '../../protocol/customRequests.ts';
import { Conversation } from './conversation.ts';

test('the overview tells where the others are suspended, by the lines of the program', async () => {
  const talk = await Conversation.launch('crowd.py', { maxThreads: 3 });
  const line = (marker: string): number => talk.program.line(marker);
  await talk.setBreakpoints('last', { at: 'writes', hitCondition: '> 100' });
  await talk.run();
  const { threadId } = await talk.client.event('stopped');
  const { live, active, places }: OverviewResponse = await talk.client.request('overview');
  assert.deepEqual([live, active], [11, { threadId, label: 'main' }]);
  assert.deepEqual(
    places.map(place => ({ ...place, first: place.first.map(({ label }) => label) })),
    [
      {
        path: talk.program.file,
        line: line('reads'),
        count: 5,
        first: [1, 3, 5, 7, 9].map(number => `reader (g${number})`),
        functions: ['reader'],
      },
      {
        path: talk.program.file,
        line: line('writes'),
        count: 5,
        first: [2, 4, 6, 8, 10].map(number => `writer (g${number})`),
        functions: ['writer'],
      },
    ],
  );
  await talk.client.close();
});

test('breakpoints are counted whenever they are reached, also when they are set again', async () => {
  const talk = await Conversation.launch('crowd.py');
  const log = { at: 'reads', logMessage: 'reads' };
  await talk.setBreakpoints('writes', log);
  await talk.run();
  await talk.client.event('stopped');
  await talk.client.request('continue', { threadId: 1 });
  await talk.client.event('stopped');
  const counts = async (): Promise<number[]> => {
    const { hits }: OverviewResponse = await talk.client.request('overview');
    return hits.map(({ count }) => count).sort();
  };
  assert.deepEqual(await counts(), [2, 2]);

  await talk.setBreakpoints('writes', log, 'last');
  assert.deepEqual(await counts(), [2, 2]);
  // Another condition makes another one of it.
  await talk.setBreakpoints({ at: 'writes', condition: 'True' }, log, 'last');
  assert.deepEqual(await counts(), [2]);
  await talk.client.request('continue', { threadId: 1 });
  await talk.client.event('stopped');
  assert.deepEqual(await counts(), [1, 3]);
  await talk.client.close();
});

test('a hit condition goes on counting when other breakpoints are set', async () => {
  const talk = await Conversation.launch('crowd.py');
  const fourth = { at: 'writes', hitCondition: '4' };
  await talk.setBreakpoints(fourth, 'reads');
  await talk.run();
  await talk.client.event('stopped');
  await talk.client.request('continue', { threadId: 1 });
  await talk.client.event('stopped');
  await talk.setBreakpoints(fourth);
  await talk.client.request('continue', { threadId: 1 });
  await talk.client.event('stopped');
  const { active }: OverviewResponse = await talk.client.request('overview');
  assert.equal(active?.label, 'writer (g8)');
  await talk.client.close();
});

test('tasks are told of where they are suspended, too', async () => {
  const talk = await Conversation.launch('task_tree.py');
  await talk.setBreakpoints('look');
  await talk.run();
  await talk.client.event('stopped');
  const { places, live }: OverviewResponse = await talk.client.request('overview');
  const at = places.find(({ line }) => line === talk.program.line('leaf'));
  assert.deepEqual(at?.first.map(({ label }) => label).sort(), ['leaf (bottom)', 'leaf (lonely)']);
  const { threads } = await talk.client.request('threads');
  assert.equal(live, threads.length);
  await talk.client.close();
});

test('all tasks are counted at their line, though they are too many to be threads', async () => {
  const talk = await Conversation.launch('many_tasks.py', { args: ['120'] });
  const { client } = talk;
  await talk.setBreakpoints('look');
  await talk.run();
  await client.event('stopped');
  const { places }: OverviewResponse = await client.request('overview');
  const [at, ...others] = places;
  const last = at?.first.at(-1);
  assert.deepEqual(
    [at?.line, at?.count, at?.functions, at?.first.length, last?.label, others],
    [talk.program.line('waits'), 120, ['work'], 20, 'work (Task-21)', []],
  );

  // One of them becomes a thread when somebody wants to see it, and no other.
  const { threadId } = await client.request('showContinuation', { threadId: last?.threadId });
  const { threads } = await client.request('threads');
  assert.deepEqual(
    threads.map(({ id, name }: { id: number; name: string }) => [id === threadId, name]),
    [
      [false, `main · main (Task-1) · many_tasks.py:${talk.program.line('look')}`],
      [true, `work (Task-21) · many_tasks.py:${talk.program.line('waits')}`],
    ],
  );
  await client.close();
});

test('a task that the overview names is found, whatever else the client asks meanwhile', async () => {
  const talk = await Conversation.launch('many_tasks.py', { args: ['120'] });
  const { client } = talk;
  await talk.setBreakpoints('look');
  await talk.run();
  const { threadId } = await client.event('stopped');
  const [{ id: frameId } = { id: 0 }] = await talk.frames(threadId);
  // What is evaluated may change anything, so that all is asked for again.
  const evaluate = (): Promise<unknown> =>
    client.request('evaluate', { expression: '1', frameId, context: 'repl' });
  const [overview] = await Promise.all([
    client.request('overview') as Promise<OverviewResponse>,
    evaluate(),
    client.request('threads'),
    evaluate(),
    client.request('threads'),
  ]);
  const named = overview.places[0]?.first[3];
  const shown = await client.request('showContinuation', { threadId: named?.threadId });
  assert.equal(shown.threadId, named?.threadId);
  await client.close();
});

test('where tasks are off, nothing is told of them', async () => {
  const talk = await Conversation.launch('many_tasks.py', { args: ['3'], tasks: 'off' });
  await talk.setBreakpoints('look');
  await talk.run();
  await talk.client.event('stopped');
  const { places }: OverviewResponse = await talk.client.request('overview');
  assert.deepEqual(places, []);
  await talk.client.close();
});

test('while a program runs, the overview tells how many live', async () => {
  const talk = await Conversation.launch('crowd.py', { stopOnEntry: true });
  const before: OverviewResponse = await talk.client.request('overview');
  assert.deepEqual(before, { live: 1, places: [], hits: [] });
  await talk.client.close();
});

test('the overview that was asked for at a stop is told, though the program goes on at once', async () => {
  const talk = await Conversation.launch('crowd.py');
  await talk.setBreakpoints('last');
  await talk.run();
  await talk.client.event('stopped');
  const [asked] = await Promise.all([
    talk.client.request('overview') as Promise<OverviewResponse>,
    talk.client.request('continue', { threadId: 1 }),
  ]);
  assert.deepEqual(
    [asked.active?.label, asked.places.map(({ count }) => count), asked.hits.length],
    ['main', [5, 5], 1],
  );
  await talk.client.close();
});
