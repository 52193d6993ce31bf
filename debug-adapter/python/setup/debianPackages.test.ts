import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MissingPackagesError, missingFrom } from './debianPackages.ts';

test('only packages that are installed count', () => {
  const listing = 'make installed\nclang-19 config-files\nlld-19 half-installed\n';
  assert.deepEqual(missingFrom(listing, ['make', 'clang-19', 'lld-19', 'tcl']), [
    'clang-19',
    'lld-19',
    'tcl',
  ]);
});

test('who may not install is told the one command to run', () => {
  const { message } = new MissingPackagesError(['make', 'tcl']);
  assert.match(message, /^ {2}sudo apt-get install --no-install-recommends make tcl$/m);
});
