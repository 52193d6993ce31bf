import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launchedFolders } from './launchedFolders.ts';

test('a program reaches its own folder, the current one, and those that are mounted', () => {
  assert.deepEqual(launchedFolders({ program: '/project/main.py' }), ['/project']);
  const mounts = [{ source: '/data' }, { source: '/data/more' }, { source: '/project' }];
  assert.deepEqual(launchedFolders({ program: '/project/src/main.py', cwd: '/project', mounts }), [
    '/project',
    '/data',
  ]);
  assert.deepEqual(launchedFolders({ program: '/projects/main.py', cwd: '/project' }), [
    '/projects',
    '/project',
  ]);
  assert.deepEqual(launchedFolders({ program: '/main.py', cwd: '/project' }), ['/']);
});

test('what the debug adapter will complain of names no folder', () => {
  assert.deepEqual(launchedFolders({ program: 5, cwd: 'relative', mounts: [null, 7, {}] }), []);
});
