import assert from 'node:assert/strict';
import { test } from 'node:test';
import { threadName } from './threadName.ts';

const THREAD = 2 ** 33;
const worker = { context: 3, name: 'worker', location: { path: '/files/app.py', line: 12 } };
const active = { ...worker, isActive: true };

test('D40: a thread name tells who it is, then where, and no state', () => {
  assert.equal(threadName(worker), 'worker (g3) · app.py:12');
  assert.equal(threadName(active), 'worker (g3) · app.py:12');
  assert.equal(threadName({ ...worker, location: undefined }), 'worker (g3)');
});

test('D40: what has no other of its name needs no number', () => {
  assert.equal(threadName({ ...active, context: 0, name: 'main' }), 'main · app.py:12');
  assert.equal(threadName({ ...worker, context: THREAD, name: 'T-1' }), 'T-1 · app.py:12');
});

test('D40: a client that keeps names gets what stays true', () => {
  assert.equal(threadName(active, 'neovim'), 'worker (g3)');
});

test('D40: a client that does not mark the thread that stopped has it in the name', () => {
  assert.equal(threadName(active, 'hx'), 'worker (g3) · app.py:12 · active');
  assert.equal(threadName(worker, 'hx'), 'worker (g3) · app.py:12');
});

test('D40: a client may call itself anything', () => {
  for (const clientID of ['vscode', '', 'toString', '__proto__']) {
    assert.equal(threadName(active, clientID), 'worker (g3) · app.py:12');
  }
});
