import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StackBranch } from '../../debug-adapter/protocol/customRequests.ts';
import { boxesOf } from './boxes.ts';

function branch(name: string, count: number, standing: number, caller?: number): StackBranch {
  const place = { path: '/app.py', line: 1 };
  return {
    name,
    ...place,
    count,
    standing,
    first: [],
    ...(caller === undefined ? {} : { caller }),
  };
}

function drawn(branches: readonly StackBranch[]): string[] {
  return boxesOf(branches).map(({ frames, caller, count, standing }) => {
    const names = frames.map(({ name }) => name).join(' > ');
    return `${caller ?? '-'}: ${names} ×${count}, ${standing} stand there`;
  });
}

test('frames that are in the same stacks make one box', () => {
  assert.deepEqual(
    drawn([
      branch('main', 5, 0),
      branch('work', 5, 0, 0),
      branch('read', 3, 0, 1),
      branch('wait', 3, 3, 2),
      branch('write', 2, 2, 1),
    ]),
    [
      '-: main > work ×5, 0 stand there',
      '0: read > wait ×3, 3 stand there',
      '0: write ×2, 2 stand there',
    ],
  );
});

test('a frame in which somebody stands ends a box', () => {
  assert.deepEqual(drawn([branch('main', 2, 1), branch('work', 1, 1, 0)]), [
    '-: main ×2, 1 stand there',
    '0: work ×1, 1 stand there',
  ]);
});

test('boxes that nobody has called stand side by side', () => {
  assert.deepEqual(drawn([branch('work', 2, 2), branch('main', 1, 1)]), [
    '-: work ×2, 2 stand there',
    '-: main ×1, 1 stand there',
  ]);
});
