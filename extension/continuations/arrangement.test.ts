import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ContinuationInfo } from '../../debug-adapter/protocol/customRequests.ts';
import { type Arrangement, arrange } from './arrangement.ts';
import { matching } from './search.ts';
import { drawn } from './test/drawn.ts';

function continuation(id: number, known: Partial<ContinuationInfo>): ContinuationInfo {
  const name = known.name ?? 'worker';
  return {
    id,
    name,
    label: id === 0 ? name : `${name} (g${id})`,
    state: 'suspended',
    resumptions: 1,
    createdAt: [{ name: 'main', path: '/app/main.py', line: 3 }],
    location: { path: '/app/main.py', line: 12 },
    ...known,
  };
}

const MAIN = continuation(0, { name: 'main', state: 'running', createdAt: [] });

const rows = (by: Arrangement, ...all: ContinuationInfo[]): string[] => drawn(arrange(all, by));

describe('the tree of continuations', () => {
  const hub = continuation(1, { name: 'hub', parent: 0 });
  const reader = continuation(2, { name: 'reader', parent: 1, state: 'pending' });
  const writer = continuation(3, { name: 'writer', parent: 1, state: 'dead' });

  test('puts each below its parent, whichever comes first', () =>
    assert.deepEqual(rows('parent', MAIN, reader, writer, hub), [
      'main',
      '  hub (g1)',
      '    reader (g2)',
      '    writer (g3)',
    ]));

  test('keeps those whose parent is not among them', () =>
    assert.deepEqual(rows('parent', reader, writer), ['reader (g2)', 'writer (g3)']));

  test('puts together what is in the same state, alive ones first', () =>
    assert.deepEqual(rows('state', writer, reader, hub, MAIN), [
      'running ×1',
      '  main',
      'suspended ×1',
      '  hub (g1)',
      'pending ×1',
      '  reader (g2)',
      'dead ×1',
      '  writer (g3)',
    ]));

  test('puts together what was made at the same place', () => {
    const elsewhere = { createdAt: [{ name: 'serve', path: '/app/server.py', line: 8 }] };
    assert.deepEqual(rows('origin', MAIN, hub, continuation(4, elsewhere)), [
      'made by the interpreter ×1',
      '  main',
      'main main.py:3 ×1',
      '  hub (g1)',
      'serve server.py:8 ×1',
      '  worker (g4)',
    ]);
  });

  test('folds those that look the same', () => {
    const workers = [5, 6, 7, 8, 9, 10].map(id => continuation(id, { parent: 0 }));
    const other = continuation(11, { parent: 0, location: { path: '/app/main.py', line: 20 } });
    const [root] = arrange([MAIN, ...workers, other, hub], 'parent');
    const below = root?.below?.() ?? [];
    assert.deepEqual(
      below.map(({ label }) => label),
      ['worker ×6', 'worker (g11)', 'hub (g1)'],
    );
    assert.deepEqual(
      below[0]?.below?.().map(({ label }) => label),
      workers.map(({ label }) => label),
    );
  });

  test('folds nothing twice that is a group of its own', () => {
    const workers = [5, 6, 7, 8, 9].map(id => continuation(id, { parent: 0 }));
    assert.deepEqual(rows('function', ...workers), [
      'worker ×5',
      ...workers.map(({ label }) => `  ${label}`),
    ]);
  });

  test('bears a chain of parents of any length', () => {
    const chain = Array.from({ length: 20_000 }, (_, id) =>
      id === 0 ? MAIN : continuation(id, { parent: id - 1 }),
    );
    let [row] = arrange(chain, 'parent');
    let depth = 0;
    while (row !== undefined) {
      depth++;
      row = row.below?.()[0];
    }
    assert.equal(depth, 20_000);
  });

  test('gives a row the same key at each stop', () => {
    const keys = (all: ContinuationInfo[]): string[] => arrange(all, 'parent').map(row => row.key);
    assert.deepEqual(keys([hub]), keys([{ ...hub, state: 'dead', label: 'other' }]));
  });

  test('finds what all words are a part of', () => {
    const found = (text: string): number[] =>
      matching([MAIN, hub, reader, writer], text).map(({ id }) => id);
    assert.deepEqual(found('ER'), [2, 3]);
    assert.deepEqual(found('er dead'), [3]);
    assert.deepEqual(found('main.py:12'), [0, 1, 2, 3]);
    assert.deepEqual(found('nobody'), []);
  });
});
