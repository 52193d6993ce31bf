/** Archives as the guest finds them, where they are mounted. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inflateRawSync } from 'node:zlib';
import { FileType } from '../../runtime/descriptors/descriptor.ts';
import { ZipArchive } from '../../runtime/filesystem/zipArchive.ts';
import { ZipFilesystem } from '../../runtime/filesystem/zipFilesystem.ts';
import { zip } from './zip.ts';

const text = Buffer.from('print("spam")\n'.repeat(50));

function mounted(archive: Buffer): ZipFilesystem {
  const readAt = (offset: number, length: number): Uint8Array =>
    new Uint8Array(archive.subarray(offset, offset + length));
  return new ZipFilesystem(new ZipArchive(readAt, archive.length, inflateRawSync));
}

function read(filesystem: ZipFilesystem, path: string): Buffer {
  const file = filesystem.open(path, {} as never);
  const bytes = new Uint8Array(2 * text.length);
  return Buffer.from(bytes.subarray(0, file.read([bytes]) as number));
}

const archive = zip([
  { name: 'package/deep/module.py', content: text, compress: true },
  { name: 'stored.py', content: text, compress: false },
  { name: 'größe/名.py', content: text, compress: true },
  { name: 'empty/', content: new Uint8Array(), compress: false },
]);

describe('a mounted archive', () => {
  test('has what is in it, and the folders above, in whatever characters', () => {
    const filesystem = mounted(archive);
    const names = (path: string): string[] => filesystem.list(path).map(({ name }) => name);
    assert.deepEqual(names('').sort(), ['empty', 'größe', 'package', 'stored.py']);
    assert.deepEqual(names('package'), ['deep']);
    assert.deepEqual(names('größe'), ['名.py']);
    assert.deepEqual(names('empty'), []);
    for (const path of ['package/deep/module.py', 'stored.py', 'größe/名.py']) {
      assert.deepEqual(read(filesystem, path), text);
      assert.equal(filesystem.stat(path).size, BigInt(text.length));
    }
    assert.equal(filesystem.stat('package').type, FileType.directory);
    assert.equal(
      new Date(Number(filesystem.stat('stored.py').modified / 1_000_000n)).getUTCFullYear(),
      1980,
    );
    const inodes = filesystem.list('').map(({ inode }) => inode);
    assert.equal(new Set(inodes).size, inodes.length);
    assert.deepEqual(
      inodes,
      filesystem.list('').map(({ name }) => filesystem.stat(name).inode),
    );
  });

  test('may end in a comment', () => {
    const comment = Buffer.from('made by hand');
    const commented = Buffer.concat([archive, comment]);
    commented.writeUInt16LE(comment.length, archive.length - 2);
    assert.deepEqual(read(mounted(commented), 'stored.py'), text);
  });

  test('refuses what is not there, what is a folder, and what is no archive', () => {
    const filesystem = mounted(archive);
    assert.throws(() => filesystem.stat('missing'));
    assert.throws(() => filesystem.list('stored.py'));
    assert.throws(() => read(filesystem, 'package'));
    assert.throws(() => mounted(text), /not a ZIP archive/);
  });
});
