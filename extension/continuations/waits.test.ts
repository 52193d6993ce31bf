import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ContinuationInfo, TaskInfo } from '../../debug-adapter/protocol/customRequests.ts';
import type { Branch } from './branch.ts';
import { drawn } from './test/drawn.ts';
import { arrangeByWaits, taskBranches } from './waits.ts';

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
      '      query (g7)',
      '        shared (Task-3)',
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

describe('the tree by who waits for whom', () => {
  const greenlet = (id: number, label: string, known: Partial<ContinuationInfo> = {}) =>
    ({ id, label, name: label, state: 'suspended', ...known }) as ContinuationInfo;
  const main = greenlet(0, 'main', { state: 'running' });

  test('leads from a task to its greenlet, and on to what that waits for', () => {
    const query = greenlet(7, 'query (g7)', { parent: 0, passedTo: 0 });
    const nested = greenlet(8, 'load (g8)', { parent: 7, passedTo: 7 });
    const tasks = [
      task(1, 'main'),
      task(2, 'handle', { awaitedBy: [1], greenlets: [7, 8], awaits: 'Queue.get' }),
      task(3, 'tick', { awaits: 'sleep' }),
    ];
    assert.deepEqual(drawn(arrangeByWaits([main, query, nested], tasks)), [
      'main',
      'main (Task-1)',
      '  handle (Task-2)',
      '    query (g7)',
      '      load (g8)',
      '        Queue.get',
      'tick (Task-3)',
    ]);
  });

  test('has a greenlet below the one that has called it, and only there', () => {
    const waiting = greenlet(0, 'main', { passedTo: 1 });
    const chief = greenlet(1, 'chief (g1)', { parent: 0, passedTo: 3 });
    const worker = greenlet(2, 'worker (g2)', { parent: 1, passedTo: 1 });
    const active = greenlet(3, 'worker (g3)', { parent: 1, state: 'running' });
    assert.deepEqual(drawn(arrangeByWaits([waiting, chief, worker, active], [])), [
      'main',
      '  chief (g1)',
      '    worker (g3)',
      'worker (g2)',
    ]);
  });

  test('folds those that wait for their turn', () => {
    const pool = [1, 2, 3, 4, 5].map(id =>
      greenlet(id, `worker (g${id})`, { name: 'worker', parent: 0, passedTo: 0 }),
    );
    const labels = arrangeByWaits([main, ...pool], []).map(({ label }) => label);
    assert.deepEqual(labels, ['main', 'worker ×5']);
  });
});
