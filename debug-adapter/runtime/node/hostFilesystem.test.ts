import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemError } from '../errno.ts';
import { hostPath } from './hostFilesystem.ts';

test('a path of the guest stays below the root that it is given', () => {
  assert.equal(hostPath('/data', 'a/b', 'linux'), '/data/a/b');
  assert.equal(hostPath('/data', 'a\\b:c ', 'linux'), '/data/a\\b:c ');
  assert.equal(hostPath('C:\\data', 'a/b', 'win32'), 'C:\\data\\a\\b');
  assert.equal(hostPath('C:\\data', '', 'win32'), 'C:\\data');
});

test('a name that Windows would take for something else is refused', () => {
  for (const name of [
    '..\\..\\Users',
    'a/..\\..\\b',
    'C:',
    'file:stream',
    '.. /b',
    'a./b',
    '...',
  ]) {
    assert.throws(() => hostPath('C:\\data', name, 'win32'), systemError('EINVAL'), name);
  }
});
