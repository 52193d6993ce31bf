/** The stacks of all continuations, merged. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import type { ParallelStacksResponse } from '../../protocol/customRequests.ts';
import { Conversation } from './conversation.ts';

/** The merged stacks of a program that has stopped at a marker, as an indented text. */
async function mergedAt(
  program: string,
  marker: string | number,
  configuration = {},
): Promise<string[]> {
  const talk = await Conversation.launch(program, configuration);
  await talk.setBreakpoints(marker);
  await talk.run();
  await talk.client.event('stopped');
  const { branches, total }: ParallelStacksResponse = await talk.client.request('parallelStacks');
  await talk.client.close();
  const depths: number[] = [];
  const lines = branches.map(({ caller, name, path: file, line, count, first, standing }) => {
    const depth = caller === undefined ? 0 : (depths[caller] ?? 0) + 1;
    depths.push(depth);
    const who = first.slice(0, 2).map(({ label }) => label);
    const rest = standing > who.length ? [...who, `${standing} in all`] : who;
    const text = `${name} ${path.basename(file)}:${line} ×${count}`;
    return `${'  '.repeat(depth)}${text}${rest.length > 0 ? ` (${rest.join(', ')})` : ''}`;
  });
  return [`${total} stacks`, ...lines];
}

test('stacks of many greenlets are merged, also of those that are no threads', async () => {
  assert.deepEqual(await mergedAt('queue_of_workers.py', 'stand', { maxThreads: 1 }), [
    '61 stacks',
    'work queue_of_workers.py:16 ×60',
    '  descend queue_of_workers.py:10 ×45',
    '    descend queue_of_workers.py:10 ×30',
    '      descend queue_of_workers.py:11 ×15 (work (g3), work (g7), 15 in all)',
    '      descend queue_of_workers.py:10 ×15',
    '        descend queue_of_workers.py:11 ×15 (work (g4), work (g8), 15 in all)',
    '    descend queue_of_workers.py:11 ×15 (work (g2), work (g6), 15 in all)',
    '  descend queue_of_workers.py:11 ×15 (work (g1), work (g5), 15 in all)',
    '<module> queue_of_workers.py:26 ×1 (main)',
  ]);
});

test('who has switched to the active one, and stands there still, is none of its callers', async () => {
  const sample = path.resolve(import.meta.dirname, '../../../samples/switch/main.py');
  assert.deepEqual(await mergedAt(sample, 10), [
    '3 stacks',
    'func2 main.py:10 ×1 (func2 (g2))',
    '<module> main.py:14 ×1 (main)',
    'func1 main.py:5 ×1 (func1 (g1))',
  ]);
});

test('tasks stand beside them, by the frames of their coroutines', async () => {
  const merged = await mergedAt('task_tree.py', 'look');
  assert.deepEqual(
    merged
      .filter(line => /leaf|inner|outer|query/.test(line))
      // Another one in each version of asyncio.
      .map(line => line.replace(/(tasks\.py):\d+/, '$1')),
    [
      'leaf task_tree.py:9 ×2',
      '  sleep tasks.py ×2 (leaf (bottom), leaf (lonely))',
      'query task_tree.py:21 ×1',
      '  await_only library_bridge.py:25 ×1 (query (g1))',
      'outer task_tree.py:13 ×1',
      '  inner task_tree.py:17 ×1 (outer (outer))',
    ],
  );
});
