import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { inParallel } from './parallel.ts';

test('so many are under way at a time, and results are in order', async () => {
  let [active, most] = [0, 0];
  const results = await inParallel([5, 1, 4, 1, 3], 2, async (turns, index) => {
    most = Math.max(most, ++active);
    for (let turn = 0; turn < turns; turn++) await setImmediate();
    active--;
    return `${index}:${turns}`;
  });
  assert.equal(most, 2);
  assert.deepEqual(results, ['0:5', '1:1', '2:4', '3:1', '4:3']);
});

test('what one of them throws is thrown', async () => {
  const run = async (item: number): Promise<void> => {
    if (item === 2) throw new RangeError('two');
  };
  await assert.rejects(inParallel([1, 2, 3], 2, run), /two/);
});
