import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rearrange, wantedPositions } from './spacing.ts';

const MILLION = 2 ** 20;

test('replays are wanted at powers of two before the present position, and at the start', () => {
  assert.deepEqual(
    wantedPositions(10 * MILLION, 100, 99).map(each => (10 * MILLION - each) / MILLION),
    [0.25, 0.5, 1, 2, 4, 8, 10 - 100 / MILLION],
  );
  assert.deepEqual(wantedPositions(150, 100, 99), [100], 'there is nothing to gain');
});

test('as many are wanted as there is room for, the nearest and the farthest among them', () => {
  assert.deepEqual(
    wantedPositions(10 * MILLION, 0, 4).map(each => (10 * MILLION - each) / MILLION),
    [0.25, 2, 8, 10],
  );
  assert.deepEqual(wantedPositions(10 * MILLION, 7, 1), [7]);
});

function compare(positions: readonly number[], wanted: readonly number[], present: number) {
  const standing = positions.map(position => ({ position }));
  const { missing, needless } = rearrange(standing, wanted, present);
  return { missing, needless: needless.map(({ position }) => position) };
}

test('one that stands a little before where one is wanted is good enough', () => {
  const wanted = wantedPositions(10 * MILLION, 0, 4);
  const standing = wanted.map(each => Math.max(0, each - 1000));
  assert.deepEqual(compare(standing, wanted, 10 * MILLION), { missing: [], needless: [] });
});

test('the start is wanted most, and then what is nearest', () => {
  assert.deepEqual(compare([], [900, 500, 0], 1000).missing, [0, 900, 500]);
  assert.deepEqual(compare([0], [900, 500, 0], 1000).missing, [900, 500]);
  assert.deepEqual(compare([700, 0], [900, 500, 0], 1000).missing, [500]);
});

test('at the start, one is wanted there', () => {
  assert.deepEqual(compare([], [100], 100), { missing: [100], needless: [] });
  assert.deepEqual(compare([100, 100], [100], 100), { missing: [], needless: [100] });
});

test('those that stand later than the program are of no use, and two at a place are one too many', () => {
  assert.deepEqual(compare([1000, 2000, 950, 600, 0, 0], [900, 500, 0], 1000), {
    missing: [500],
    needless: [2000, 0, 600, 1000],
  });
});
