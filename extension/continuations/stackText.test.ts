import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ContinuationInfo } from '../../debug-adapter/protocol/customRequests.ts';
import { type Standing, stacksAsText } from './stackText.ts';

function standing(label: string, known: Partial<ContinuationInfo>, ...lines: number[]): Standing {
  const info = { id: 0, name: label, label, state: 'suspended', resumptions: 0, createdAt: [] };
  const frames = lines.map(line => ({ path: '/app/main.py', line, name: `f${line}` }));
  return { continuation: { ...info, ...known } as ContinuationInfo, frames };
}

test('a stack reads as a traceback of Python', () =>
  assert.equal(
    stacksAsText([standing('worker (g1)', {}, 5, 12)]),
    `worker (g1), suspended
  File "/app/main.py", line 12, in f12
  File "/app/main.py", line 5, in f5
`,
  ));

test('continuations with the same stack are told together', () => {
  const workers = Array.from({ length: 1_200 }, (_, number) => standing(`w${number}`, {}, 7));
  const text = stacksAsText([
    standing('main', { state: 'running' }, 3),
    ...workers,
    standing('new', { state: 'pending' }),
  ]);
  assert.equal(
    text,
    `main, running
  File "/app/main.py", line 3, in f3

1,200 continuations: ${workers
      .slice(0, 8)
      .map(({ continuation }) => `${continuation.label}, suspended`)
      .join('; ')}; and 1,192 more
  File "/app/main.py", line 7, in f7

new, pending
  (no stack)
`,
  );
});
