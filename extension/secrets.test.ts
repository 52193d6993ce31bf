import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HIDDEN, Secrets } from './secrets.ts';

test('U7: a configuration is told without its token and the values of its variables', () => {
  const configuration = {
    type: 'wasix-python',
    program: '/project/app.py',
    env: { MODE: 'test', DATABASE: 'postgresql://me:sesame@host/db' },
    token: 'a1b2c3',
    args: ['--port', '8000', '--token=abc', '--password', 'sesame', 'http://me:sesame@host/x'],
    mounts: [{ source: '/data', apiKey: 'k-1' }],
  };
  assert.deepEqual(new Secrets().hide(configuration), {
    type: 'wasix-python',
    program: '/project/app.py',
    env: { MODE: HIDDEN, DATABASE: HIDDEN },
    token: HIDDEN,
    args: ['--port', '8000', `--token=${HIDDEN}`, '--password', HIDDEN, `http://${HIDDEN}@host/x`],
    mounts: [{ source: '/data', apiKey: HIDDEN }],
  });
});

test('U7: what was secret in a configuration is told by no later message', () => {
  const secrets = new Secrets();
  secrets.hide({ command: 'launch', arguments: { env: { KEY: 'abcdef-1' }, token: 'tttttttt' } });
  assert.deepEqual(
    secrets.hide({ event: 'output', body: { output: 'KEY=abcdef-1, token tttttttt', line: 3 } }),
    { event: 'output', body: { output: `KEY=${HIDDEN}, token ${HIDDEN}`, line: 3 } },
  );
});

test('U7: a variable of the program that is named like a secret is not told either', () => {
  const variable = { name: 'password', value: "'sesame'", type: 'str', variablesReference: 0 };
  assert.deepEqual(new Secrets().hide({ variables: [variable] }), {
    variables: [{ ...variable, value: HIDDEN }],
  });
});
