import assert from 'node:assert/strict';
import { test } from 'node:test';
import { missingModules } from './missingModules.ts';

const states = new Map([
  ['zlib', 'yes'],
  ['termios', 'n/a'],
  ['mmap', 'n/a'],
  ['_novel', 'missing'],
  ['_testcapi', 'disabled'],
]);

test('a module that was left out has a reason, known or not', () => {
  const missing = missingModules(states, ['zlib', 'termios']);
  const reason = (name: string) => missing.find(module => module.name === name)?.reason;
  assert.match(reason('_novel') ?? '', /left out by CPython's configure/);
});

test('modules that are there, and those for tests, are not listed', () => {
  const names = missingModules(states, ['zlib', 'termios', 'mmap']).map(({ name }) => name);
  for (const name of ['zlib', 'termios', 'mmap', '_testcapi']) assert.ok(!names.includes(name));
});
