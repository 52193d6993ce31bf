import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PrintedOutput } from './printedOutput.ts';

test('lines are told once, one that goes on again, and the last of many', () => {
  const printed = new PrintedOutput();
  printed.add({ category: 'stdout', output: 'one\ntw' });
  assert.deepEqual(printed.takeNew(9), { first: 1, lines: ['one', 'tw'], count: 2 });
  assert.deepEqual(printed.takeNew(9).count, 0);
  printed.add({ category: 'stdout', output: 'o\n' });
  printed.add({ category: 'stderr', output: 'three\n' });
  assert.deepEqual(printed.takeNew(9), { first: 2, lines: ['two', '[stderr] three'], count: 2 });
  printed.add({ category: 'console', output: 'a\nb\nc\n' });
  assert.deepEqual(printed.takeNew(1), { first: 6, lines: ['[debugger] c'], count: 3 });
  assert.deepEqual(printed.read(1, 2), { first: 1, lines: ['one', 'two'] });
});

test('no more is kept than a model could ask for', () => {
  const printed = new PrintedOutput();
  for (let line = 1; line <= 12_000; line++)
    printed.add({ category: 'stdout', output: `${line}\n` });
  assert.equal(printed.total, 12_000);
  assert.deepEqual(printed.read(1, 1), { first: 2_001, lines: ['2001'] });
  printed.add({ category: 'stdout', output: 'x'.repeat(5_000) });
  assert.equal(printed.read(12_001, 1).lines[0]?.length, 2_001);
});
