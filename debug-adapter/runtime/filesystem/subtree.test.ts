import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemError } from '../errno.ts';
import { encodeText } from '../text.ts';
import { MemoryFilesystem } from './memoryFilesystem.ts';
import { Namespace } from './namespace.ts';
import { readWhole } from './readWhole.ts';
import { Subtree } from './subtree.ts';

test('a subtree has what is below its folder, and changes it there', () => {
  const whole = new MemoryFilesystem();
  whole.addFile('outside.txt', encodeText('outside'));
  whole.addFile('project/data/one.txt', encodeText('one'));
  const guest = new Namespace([{ point: '/mounted', filesystem: new Subtree(whole, 'project') }]);
  assert.deepEqual(
    guest.list('/mounted').map(({ name }) => name),
    ['data'],
  );
  assert.equal(new TextDecoder().decode(readWhole(guest, '/mounted/data/one.txt')), 'one');
  assert.throws(() => guest.stat('/', '/mounted/../outside.txt', true), systemError('ENOENT'));
  guest.rename('/', '/mounted/data/one.txt', '/', '/mounted/two.txt');
  assert.deepEqual(whole.list('project/data'), []);
  assert.equal(whole.stat('project/two.txt').size, 3n);
});
