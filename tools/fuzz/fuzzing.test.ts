import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fuzz } from './fuzzing.ts';

test('R6 R15: whatever a client sends, each request is answered once, and a session can follow', async () => {
  const { failures, streams } = await fuzz({ seed: 15, messages: 1_500, sessionLength: 750 });
  assert.deepEqual(failures, []);
  assert.ok(streams.broken > 0);
});
