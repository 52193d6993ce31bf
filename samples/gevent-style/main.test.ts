import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { output } from '../test/sample.ts';

test('workers in the style of gevent hand their queue around', async () => {
  assert.equal(
    await output(path.join(import.meta.dirname, 'main.py')),
    'Ada took 0\nGrace took 1\nAda took 2\nGrace took 3\nAda goes home\nGrace goes home\n',
  );
});
