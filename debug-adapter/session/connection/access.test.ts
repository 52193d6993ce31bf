import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Access, chooseToken, TOKEN_VARIABLE } from './access.ts';

function request(command: string, args?: object) {
  return { seq: 1, type: 'request', command, ...(args && { arguments: args }) } as const;
}

test('R2: nothing that concerns a program is answered before the token is shown', () => {
  let granted = 0;
  const access = new Access('sesame', () => granted++);
  for (const command of ['initialize', 'cancel', 'disconnect']) access.check(request(command));
  for (const command of ['evaluate', 'configurationDone', 'restart', 'terminate', 'constructor']) {
    assert.throws(() => access.check(request(command, { token: 'sesame' })), { id: 3002 });
  }
  for (const command of ['launch', 'attach']) {
    assert.throws(() => access.check(request(command)), { id: 3001 });
    for (const token of ['', 'sesam', 'sesame ', 7, null, ['sesame'], { toString: null }]) {
      assert.throws(() => access.check(request(command, { token })), { id: 1010 });
    }
  }
  assert.deepEqual([access.isGranted, granted], [false, 0]);
  access.check(request('attach', { token: 'sesame' }));
  assert.deepEqual([access.isGranted, granted], [true, 1]);
  access.check(request('evaluate'));
});

test('a client at a pipe of its own needs no token', () => {
  const access = new Access();
  access.check(request('evaluate'));
  assert.ok(access.isGranted);
});

test('R2: a token is asked for by an option or an environment variable, or cannot be guessed', t => {
  t.after(() => delete process.env[TOKEN_VARIABLE]);
  assert.match(chooseToken(undefined), /^[0-9a-f]{32}$/);
  assert.match(chooseToken(''), /^[0-9a-f]{32}$/, 'an empty one would be none');
  assert.notEqual(chooseToken(undefined), chooseToken(undefined));
  process.env[TOKEN_VARIABLE] = 'sesame';
  assert.equal(chooseToken(undefined), 'sesame');
  assert.equal(chooseToken('mine'), 'mine');
});
