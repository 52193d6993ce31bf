import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { lockedFor, readLock } from '../../debug-adapter/python/artifactKeys.ts';

const README = path.resolve(import.meta.dirname, '../../README.md');

test('D46: figures are held against native Python of the version that they were measured with', async () => {
  const versions = new Map(
    lockedFor('3.13', await readLock()).map(({ name, version }) => [name, version]),
  );
  assert.equal(versions.get('build-python'), versions.get('cpython'));
  const feature = /^\d+\.\d+/.exec(versions.get('cpython') ?? '')?.[0];
  const references = fs.readFileSync(README, 'utf8').match(/native C?Python \d+(\.\d+)*/g) ?? [];
  assert.notEqual(references.length, 0);
  for (const reference of references) assert.equal(reference.split(' ').pop(), feature);
});
