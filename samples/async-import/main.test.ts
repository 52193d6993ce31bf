import assert from 'node:assert/strict';
import { test } from 'node:test';
import { main } from './main.ts';

test('an export waits for an asynchronous import', async () => {
  assert.equal(await main(), 42);
});
