import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemError } from '../errno.ts';
import { DescriptorTable } from './descriptorTable.ts';
import { createPipe } from './pipe.ts';

test('a reserved number stays what it is, and its neighbours are free', () => {
  const table = new DescriptorTable();
  const { reader, writer } = createPipe();
  table.reserve(1, reader);
  assert.equal(table.add(writer), 0);
  assert.equal(table.duplicate(0), 2);
  const refused = systemError('EBADF');
  assert.throws(() => table.close(1), refused);
  assert.throws(() => table.duplicateTo(0, 1), refused);
  assert.throws(() => table.duplicateTo(1, 0), refused);
  assert.throws(() => table.duplicate(1), refused);
  assert.equal(table.get(1), reader);
});

test('what is reserved is closed with all others', () => {
  const table = new DescriptorTable();
  const { reader, writer } = createPipe();
  table.reserve(4, reader);
  table.closeAll();
  assert.throws(() => writer.write([new Uint8Array(1)]), systemError('EPIPE'));
});
