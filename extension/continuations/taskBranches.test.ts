import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ContinuationInfo, TaskInfo } from '../../debug-adapter/protocol/customRequests.ts';
import type { Branch } from './branch.ts';
import { taskBranches } from './taskBranches.ts';
import { drawn } from './test/drawn.ts';

function task(id: number, coroutine: string, known: Partial<TaskInfo> = {}): TaskInfo {
  const none = { awaitedBy: [], greenlets: [], frames: [] };
  const name = `Task-${id}`;
  return {
    id,
    name,
    label: `${coroutine} (${name})`,
    coroutine,
    state: 'suspended',
    ...none,
    ...known,
  };
}

const GREENLET = { id: 7, label: 'query (g7)' } as ContinuationInfo;

describe("the tree of asyncio's tasks", () => {
  test('has no row where there are none', () => assert.deepEqual(taskBranches([], [GREENLET]), []));

  test('has below each what it waits for: tasks, and greenlets', () => {
    const tasks = [
      task(1, 'main'),
      task(2, 'handle', { awaitedBy: [1], greenlets: [7] }),
      task(3, 'shared', { awaitedBy: [2, 1] }),
      task(4, 'lonely'),
    ];
    assert.deepEqual(drawn(taskBranches(tasks, [GREENLET])), [
      'asyncio tasks ×4',
      '  main (Task-1)',
      '    handle (Task-2)',
      '      shared (Task-3)',
      '      query (g7)',
      '    shared (Task-3)',
      '  lonely (Task-4)',
    ]);
  });

  test('has tasks that only await each other, and ends', () => {
    const ring = [task(1, 'one', { awaitedBy: [2] }), task(2, 'two', { awaitedBy: [1] })];
    assert.deepEqual(drawn(taskBranches(ring, [])), [
      'asyncio tasks ×2',
      '  one (Task-1)',
      '    two (Task-2)',
    ]);
  });

  test('folds those that look the same', () => {
    const workers = [2, 3, 4, 5, 6].map(id => task(id, 'work', { awaitedBy: [1] }));
    const [all] = taskBranches([task(1, 'main'), ...workers], []);
    const [main] = all?.below?.() ?? [];
    assert.deepEqual(
      main?.below?.().map(({ label }) => label),
      ['work ×5'],
    );
  });

  test('gives no two rows the same key', () => {
    const tasks = [
      task(1, 'one'),
      task(2, 'two'),
      task(3, 'shared', { awaitedBy: [1, 2], greenlets: [7] }),
    ];
    const keys = (branches: readonly Branch[]): string[] =>
      branches.flatMap(({ key, below }) => [key, ...keys(below?.() ?? [])]);
    const all = keys(taskBranches(tasks, [GREENLET]));
    assert.equal(new Set(all).size, all.length);
  });
});
