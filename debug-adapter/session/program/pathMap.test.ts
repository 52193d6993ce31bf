import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MountSpecification } from '../../runtime/hosting/mountSpecification.ts';
import { PathMap } from './pathMap.ts';

function mount(source: string, point: string): MountSpecification {
  return { kind: 'directory', source, point, isReadOnly: false };
}

test('translates paths by the deepest mount', () => {
  const paths = new PathMap([mount('/home/me', '/home/me'), mount('/srv/data', '/home/me/data')]);
  assert.equal(paths.toHost('/home/me/app.py'), '/home/me/app.py');
  assert.equal(paths.toHost('/home/me/data/x/y.py'), '/srv/data/x/y.py');
  assert.equal(paths.toGuest('/srv/data/x/y.py'), '/home/me/data/x/y.py');
  assert.equal(paths.toHost('/home/me'), '/home/me');
});

test('a file that only the guest has is not on this machine', () => {
  const paths = new PathMap([
    mount('/home/me', '/files'),
    { kind: 'zip', source: '/opt/library.zip', point: '/usr/lib/python3.13' },
  ]);
  assert.equal(paths.toHost('/usr/lib/python3.13/os.py'), undefined);
  assert.equal(paths.toHost('/workshop/app.py'), undefined, 'a mount ends at a slash');
});

test('a folder mounted at the root', () => {
  const paths = new PathMap([mount('/srv/tree', '/')]);
  assert.equal(paths.toHost('/a/b.py'), '/srv/tree/a/b.py');
  assert.equal(paths.toGuest('/srv/tree/a/b.py'), '/a/b.py');
});
