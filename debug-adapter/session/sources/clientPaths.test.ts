import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { ClientPaths } from './clientPaths.ts';

test('code without a file, when the client names it, is in no folder of other files', () => {
  const paths = new ClientPaths();
  assert.equal(paths.read('<frozen importlib._bootstrap>'), '<frozen importlib._bootstrap>');
  const file = path.resolve('here.py');
  assert.equal(paths.write(file), file);
});
