import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyOf, pythonKey, toolchainKey } from './artifactKeys.ts';

const parts = [
  { name: 'recipe/link.ts', content: '-O2' },
  { name: 'lock', content: 'abc' },
];

test('the key is the same whatever the order of the parts', () => {
  assert.equal(keyOf(parts), keyOf([...parts].reverse()));
  assert.match(keyOf(parts), /^[0-9a-f]{16}$/);
});

test('another content, another name and another part make another key', () => {
  const others = [
    [parts[0]!, { name: 'lock', content: 'abd' }],
    [parts[0]!, { name: 'lockb', content: 'ac' }],
    [...parts, { name: 'greenlet/edits.ts', content: '' }],
  ];
  const keys = new Set([parts, ...others].map(keyOf));
  assert.equal(keys.size, 4);
});

test('the artifacts of this checkout have keys, each its own', async () => {
  assert.equal(await pythonKey('3.13'), await pythonKey('3.13'));
  const keys = [await pythonKey('3.13'), await pythonKey('3.14'), await toolchainKey()];
  assert.equal(new Set(keys).size, 3);
});
