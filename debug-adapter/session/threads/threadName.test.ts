import assert from 'node:assert/strict';
import { test } from 'node:test';
import { threadName } from './threadName.ts';

const location = { path: '/files/app.py', line: 12 };

test('a thread name tells who it is, what it does and where', () => {
  const suspended = { context: 3, name: 'worker', isActive: false, location };
  assert.equal(threadName(suspended), 'worker (g3) · suspended · app.py:12');
  assert.equal(threadName({ ...suspended, isActive: true }), 'worker (g3) · active');
  assert.equal(threadName({ ...suspended, location: undefined }), 'worker (g3) · suspended');
});

test('the main continuation needs no number', () => {
  assert.equal(threadName({ context: 0, name: 'main', isActive: true, location }), 'main · active');
});
