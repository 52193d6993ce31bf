import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Standing, stacksAsText } from './stackText.ts';

function standing(label: string, state: string, ...lines: number[]): Standing {
  const frames = lines.map(line => ({ path: '/app/main.py', line, name: `f${line}` }));
  return { label, state, frames };
}

test('a stack reads as a traceback of Python', () =>
  assert.equal(
    stacksAsText([standing('worker (g1)', 'suspended', 5, 12)]),
    `worker (g1), suspended
  File "/app/main.py", line 12, in f12
  File "/app/main.py", line 5, in f5
`,
  ));

test('continuations with the same stack are told together', () => {
  const workers = Array.from({ length: 1_200 }, (_, number) =>
    standing(`w${number}`, 'suspended', 7),
  );
  const text = stacksAsText([
    standing('main', 'running', 3),
    ...workers,
    standing('new', 'pending'),
  ]);
  assert.equal(
    text,
    `main, running
  File "/app/main.py", line 3, in f3

1,200 with one stack: ${workers
      .slice(0, 8)
      .map(({ label }) => `${label}, suspended`)
      .join('; ')}; and 1,192 more
  File "/app/main.py", line 7, in f7

new, pending
  (no stack)
`,
  );
});
