import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { defaultVersion, isVersion, USUAL_VERSION, VERSION_VARIABLE } from './versions.ts';

const IGNORED = path.resolve(import.meta.dirname, '../../../.vscodeignore');

test('the variable chooses the version, unless it names one that there is not', () => {
  assert.equal(defaultVersion({ [VERSION_VARIABLE]: '3.14' }), '3.14');
  assert.equal(defaultVersion({ [VERSION_VARIABLE]: '2.7' }), USUAL_VERSION);
  assert.equal(defaultVersion({}), USUAL_VERSION);
});

test('a version is told from the path of an interpreter', () => {
  assert.deepEqual(['3.13', '3', 3.14].map(isVersion), [true, true, true]);
  assert.deepEqual(['python3.13', '/usr/bin/python', '', ['3.13', 'x']].map(isVersion), [
    ...[false, false, false, false],
  ]);
});

test('the usual version is packed with the extension, and no other', () => {
  const packed = fs.readFileSync(IGNORED, 'utf8').matchAll(/^!dist\/(?:python\/|agent-)(3\.\d+)/gm);
  assert.deepEqual([...new Set([...packed].map(match => match[1]))], [USUAL_VERSION]);
});
