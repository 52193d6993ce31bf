import assert from 'node:assert/strict';
import { test } from 'node:test';
import { suspensionText } from './suspensionText.ts';

const place = { path: '/pool.py', line: 4 };

test('one that is suspended at a line is told by its own name', () => {
  const first = [{ threadId: 3, label: 'worker (g3)' }];
  assert.equal(
    suspensionText({ ...place, count: 1, first, functions: ['worker'] }),
    '⏸\uFE0E worker (g3)',
  );
});

test('several are told by what they run, and how many they are', () => {
  const text = (...functions: string[]): string =>
    suspensionText({ ...place, count: 5_000, first: [], functions });
  assert.equal(text('worker'), '⏸\uFE0E worker ×5,000');
  assert.equal(text('reader', 'writer'), '⏸\uFE0E reader, writer ×5,000');
  assert.equal(text('a', 'b', 'c', 'd'), '⏸\uFE0E a, b, c, … ×5,000');
});
