import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prepareEngine } from './engine.ts';
import { describeMissingDepth } from './stackDepth.ts';

test('P4: stacks that do not grow are found out, and told of in a sentence', async () => {
  assert.match(
    (await describeMissingDepth()) ?? '',
    /^the stacks of greenlets do not grow in V8 [\d.]+.*: each has 984 KiB/,
  );
  prepareEngine();
  assert.equal(await describeMissingDepth(), undefined);
});
