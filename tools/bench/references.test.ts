import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { lockedFor, readLock } from '../../debug-adapter/python/artifactKeys.ts';
import { isForThisMachine } from '../../debug-adapter/python/unpackedPackages.ts';
import { PYTHON_VERSIONS } from '../../debug-adapter/session/python/versions.ts';

const README = path.resolve(import.meta.dirname, '../../README.md');

test('D46: figures are held against native Python of the version that they were measured with', async () => {
  const locked = (await readLock()).filter(isForThisMachine);
  const measured = PYTHON_VERSIONS.map(version => {
    const files = lockedFor(version, locked);
    const [native, wasix] = ['build-python', 'cpython'].map(name => {
      const full = files.find(file => file.name === name)?.version ?? '';
      return /^\d+\.\d+/.exec(full)?.[0];
    });
    assert.equal(native, version);
    assert.equal(wasix, version);
    return version as string;
  });
  const references = fs.readFileSync(README, 'utf8').match(/native C?Python \d+(\.\d+)*/g) ?? [];
  assert.notEqual(references.length, 0);
  for (const reference of references) {
    assert.ok(measured.includes(reference.split(' ').pop() ?? ''), reference);
  }
});
