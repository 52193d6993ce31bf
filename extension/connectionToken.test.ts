import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addToken } from './connectionToken.ts';

/** As if a process of the user's had told of two ports. */
const find = (port: number) =>
  [5678, 4711].includes(port)
    ? { host: '127.0.0.1', port, token: `token of ${port}`, pid: process.pid }
    : undefined;

for (const [what, configuration, token] of [
  ['the usual port', { request: 'attach' }, 'token of 5678'],
  ['a port of this machine', { request: 'attach', host: 'localhost', port: 4711 }, 'token of 4711'],
  ['an adapter that listens', { request: 'launch', debugServer: 4711 }, 'token of 4711'],
  ['a port that nobody has told of', { request: 'attach', port: 1234 }, undefined],
  ['a port of another machine', { request: 'attach', host: 'example.org' }, undefined],
  ['a program to launch', { request: 'launch', program: 'app.py' }, undefined],
  ['a port with a token of its own', { request: 'attach', token: 'sesame' }, 'sesame'],
] as const) {
  test(`R2: a configuration for ${what} gets the right token`, () => {
    const expected = token === undefined ? configuration : { ...configuration, token };
    assert.deepEqual(addToken(configuration, find), expected);
  });
}
