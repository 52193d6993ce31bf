import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ThreadIds } from './threadIds.ts';

test('a context keeps its thread, and no number is used twice', () => {
  const ids = new ThreadIds();
  assert.deepEqual([ids.of(0), ids.of(7), ids.of(0)], [1, 2, 1]);
  assert.equal(ids.context(2), 7);
  assert.equal(ids.remove(7), 2);
  assert.equal(ids.context(2), undefined);
  assert.equal(ids.of(7), 3, 'the same context id after a restart is another thread');
  assert.equal(ids.remove(99), undefined);
  assert.deepEqual(ids.known, [0, 7]);
});
