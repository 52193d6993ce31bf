import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ThreadFilter } from './threadFilter.ts';

const NAMES = ['work', 'worker', 'Pool.work', 'wait[0]'];

for (const [patterns, shown] of [
  [[], NAMES],
  [['work*'], ['work', 'worker']],
  [
    ['work', '*[0]'],
    ['work', 'wait[0]'],
  ],
  [['!work*'], ['Pool.work', 'wait[0]']],
  [
    ['*work*', '!*.*'],
    ['work', 'worker'],
  ],
] as const) {
  test(`the filter ${JSON.stringify(patterns)}`, () => {
    const filter = new ThreadFilter(patterns);
    assert.deepEqual(
      NAMES.filter(name => filter.shows(name)),
      shown,
    );
  });
}
