import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { StackForest } from './stackForest.ts';

/** A stack, the outermost frame first, as a person writes it: `main:3 work:7`. */
function framesOf(stack: string): { name: string; path: string; line: number }[] {
  return stack
    .split(' ')
    .map(frame => frame.split(':'))
    .map(([name = '', line]) => ({ name, path: '/app.py', line: Number(line) }))
    .reverse();
}

/** The merged stacks as lines: each frame with its caller, counts, and who stands in it. */
function merged(stacks: Record<string, string>): string[] {
  const forest = new StackForest();
  Object.entries(stacks).forEach(([label, stack], index) => {
    forest.add(framesOf(stack), { threadId: index + 1, label });
  });
  const branches = forest.branches();
  return branches.map(({ name, line, caller, count, first }) => {
    const by = caller === undefined ? '' : ` by ${branches[caller]?.name}`;
    const who = first.length === 0 ? '' : `: ${first.map(({ label }) => label).join(' ')}`;
    return `${name}:${line}${by} ×${count}${who}`;
  });
}

describe('Stacks', () => {
  test('are merged as far as their outermost functions and lines are the same', () => {
    assert.deepEqual(
      merged({
        a: 'run:1 work:5 wait:9',
        b: 'run:1 work:5 wait:9',
        c: 'run:1 work:6',
        d: 'main:3',
      }),
      [
        'run:1 ×3',
        'work:5 by run ×2',
        'wait:9 by work ×2: a b',
        'work:6 by run ×1: c',
        'main:3 ×1: d',
      ],
    );
  });

  test('of those that stand within another one’s stack are counted there', () => {
    assert.deepEqual(merged({ outer: 'run:1 work:5', inner: 'run:1 work:5 wait:9' }), [
      'run:1 ×2',
      'work:5 by run ×2: outer',
      'wait:9 by work ×1: inner',
    ]);
  });

  test('that many have are told first, and of equals that which came first', () => {
    assert.deepEqual(merged({ a: 'one:1', b: 'two:1', c: 'three:1', d: 'two:1' }), [
      'two:1 ×2: b d',
      'one:1 ×1: a',
      'three:1 ×1: c',
    ]);
  });

  test('may be of any depth, and any number', () => {
    const deep = Array.from({ length: 20_000 }, () => 'down:2').join(' ');
    assert.equal(merged({ a: deep, b: deep }).at(-1), 'down:2 by down ×2: a b');
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`g${n}`, 'wait:1']));
    const [line = ''] = merged(many);
    assert.match(line, /^wait:1 ×30: g0 .* g19$/);
  });
});
