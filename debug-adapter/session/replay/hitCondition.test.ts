import assert from 'node:assert/strict';
import { test } from 'node:test';
import { holdsAtHit } from './hitCondition.ts';

for (const [condition, hits] of [
  ['3', [3]],
  [' == 3 ', [3]],
  ['>= 4', [4, 5, 6]],
  ['>4', [5, 6]],
  ['<= 2', [1, 2]],
  ['< 2', [1]],
  ['%2', [2, 4, 6]],
] as const) {
  test(`a breakpoint with the hit condition ${condition} stops at these hits`, () => {
    assert.deepEqual(
      [1, 2, 3, 4, 5, 6].filter(each => holdsAtHit(condition, each)),
      hits,
    );
  });
}
