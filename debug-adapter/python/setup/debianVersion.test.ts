import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareDebianVersions } from './debianVersion.ts';

// Each is older than the next (deb-version(7)).
const OLDEST_FIRST = [
  '1.0~rc1-1',
  '1.0-1',
  '1.0-1+b1',
  '1.0-2',
  '1.0+ds-1',
  '1.2-1',
  '1.10-1',
  '1.10a-1',
  '3.13.5-2',
  '3.13.5-2+deb13u1',
  '3.13.5-2+deb13u5',
  '3.13.15-1',
  '3.13.18-1',
  '2025.12.24.1+ds-1',
  '1:0.1-1',
];

test('versions sort as dpkg sorts them', () => {
  const shuffled = [...OLDEST_FIRST].reverse();
  assert.deepEqual(shuffled.sort(compareDebianVersions), OLDEST_FIRST);
});

test('a version equals itself', () => {
  for (const version of OLDEST_FIRST) assert.equal(compareDebianVersions(version, version), 0);
});
