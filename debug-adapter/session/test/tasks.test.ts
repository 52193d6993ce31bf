/** asyncio's tasks as continuations: what each stands at, and who waits for whom. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import type { ContinuationsResponse, TasksResponse } from '../../protocol/customRequests.ts';
import { defaultVersion } from '../python/versions.ts';
import { Conversation } from './conversation.ts';

async function stopped(program: string, marker: string): Promise<Conversation> {
  const talk = await Conversation.launch(program);
  await talk.setBreakpoints(marker);
  await talk.run();
  await talk.client.event('stopped');
  return talk;
}

test('tasks tell where they stand, and who awaits them', async () => {
  const talk = await stopped('task_tree.py', 'look');
  const { tasks, total }: TasksResponse = await talk.client.request('tasks');
  assert.equal(total, 7);
  const nameOf = (id: number): string | undefined => tasks.find(task => task.id === id)?.name;
  const line = (marker: string): number => talk.program.line(marker);
  const given = (name = ''): string => name.replace(/^Task-\d+$/, 'first');
  assert.deepEqual(
    Object.fromEntries(
      tasks.map(({ name, coroutine, state, awaitedBy }) => [
        given(name),
        [coroutine, state, ...awaitedBy.map(nameOf).map(given)],
      ]),
    ),
    {
      first: ['main', 'suspended'],
      bottom: ['leaf', 'suspended', 'outer'],
      lonely: ['leaf', 'suspended'],
      outer: ['outer', 'suspended', 'first'],
      request: ['request', 'suspended', 'first'],
      watch: ['watch', 'running', 'first'],
      new: ['idle', 'pending'],
    },
  );
  const stackOf = (wanted: string): string[] =>
    (tasks.find(({ name }) => name === wanted)?.frames ?? []).map(
      frame => `${frame.name} ${path.basename(frame.path)}:${frame.line}`,
    );
  assert.deepEqual(stackOf('outer'), [
    `inner task_tree.py:${line('inner')}`,
    `outer task_tree.py:${line('outer')}`,
  ]);
  const places = tasks.map(({ name, location }) => [given(name), location?.line]);
  assert.equal(Object.fromEntries(places).bottom, line('leaf'));
  assert.deepEqual(stackOf('watch'), [
    `look task_tree.py:${line('look')}`,
    `watch task_tree.py:${line('watch')}`,
  ]);
  assert.deepEqual(stackOf('new'), [`idle task_tree.py:${line('idle')}`]);
  await talk.client.close();
});

test('a task leads to the greenlet that it waits for', async () => {
  const talk = await stopped('task_tree.py', 'look');
  const { tasks }: TasksResponse = await talk.client.request('tasks');
  const { continuations }: ContinuationsResponse = await talk.client.request('continuations');
  const request = tasks.find(({ name }) => name === 'request');
  const greenlets = continuations.filter(({ id }) => request?.greenlets.includes(id));
  assert.deepEqual(
    greenlets.map(({ name, state }) => [name, state]),
    [['query', 'suspended']],
  );
  assert.deepEqual(
    tasks.flatMap(({ name, greenlets }) => (greenlets.length > 0 ? [name] : [])),
    ['request'],
  );
  await talk.client.close();
});

test('tasks come in pages, keep their numbers, and go when they are done', async () => {
  const talk = await stopped('task_tree.py', 'look');
  const all: TasksResponse = await talk.client.request('tasks');
  const page: TasksResponse = await talk.client.request('tasks', { start: 2, count: 3 });
  assert.deepEqual([page.tasks, page.total], [all.tasks.slice(2, 5), 7]);
  await talk.setBreakpoints('done');
  const { threads } = await talk.client.request('threads');
  await talk.client.request('continue', { threadId: threads[0].id });
  await talk.client.event('stopped');
  const later: TasksResponse = await talk.client.request('tasks');
  const isNew = ({ name }: { name: string }): boolean => name === 'new';
  const named = ({ id, name }: { id: number; name: string }): [number, string] => [id, name];
  assert.deepEqual(later.tasks.map(named), all.tasks.filter(task => !isNew(task)).map(named));
  await talk.client.close();
});

test('tasks without a name are told apart by their numbers', async () => {
  const talk = await stopped('unnamed_tasks.py', 'look');
  const { tasks }: TasksResponse = await talk.client.request('tasks');
  const labels = tasks.map(({ label }) => label);
  assert.equal(new Set(labels).size, 4);
  // Only CPython 3.13 has a task factory name them None.
  const unnamed = defaultVersion() === '3.13' ? /#\d/ : /Task-[23]/;
  assert.deepEqual(labels.map(label => label.replace(unnamed, '#N')).sort(), [
    'main (Task-1)',
    'wait (#N)',
    'wait (#N)',
    'wait (named)',
  ]);
  const { threads } = await talk.client.request('threads');
  assert.ok(threads.some(({ name }: { name: string }) => name.startsWith(`${labels[1]} · `)));
  await talk.client.close();
});

test('a program without asyncio has no tasks', async () => {
  const talk = await stopped('crowd.py', 'last');
  assert.deepEqual(await talk.client.request('tasks'), { tasks: [], total: 0 });
  await talk.client.close();
});

test('tasks are told of whatever the program makes of them', async () => {
  const talk = await stopped('odd_tasks.py', 'look');
  const { client } = talk;
  const { tasks }: TasksResponse = await client.request('tasks');
  assert.deepEqual(
    tasks
      .map(
        ({ label, state, frames }) =>
          `${label.replace(/9+/, '9…')} ${state}, ${frames.length} frames`,
      )
      .sort(),
    [
      'Countdown (countdown) suspended, 0 frames',
      'main (Task-1) suspended, 1 frames',
      'watch (watch) running, 1 frames',
      'work (Task-2) suspended, 2 frames',
      'work (Task-9…) suspended, 2 frames',
      'work (noted) suspended, 2 frames',
      'work (proxied) suspended, 2 frames',
    ],
  );
  const { threads } = await client.request('threads');
  assert.equal(threads.length, tasks.length);
  for (const { id } of threads) await client.request('stackTrace', { threadId: id });
  await client.request('parallelStacks');
  await client.request('overview');
  await client.close();
});
