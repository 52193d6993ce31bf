import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { FileType } from '../descriptors/descriptor.ts';
import { systemError } from '../errno.ts';
import { HostFilesystem } from '../node/hostFilesystem.ts';
import { READ_ONLY } from './filesystem.ts';
import { Namespace } from './namespace.ts';
import { ReadOnlyView } from './readOnlyFilesystem.ts';

const READ = { ...READ_ONLY, directory: false, followLink: true };

describe('a namespace', () => {
  let folder: string;
  let namespace: Namespace;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'namespace-'));
    for (const name of ['data/inner', 'other']) {
      fs.mkdirSync(path.join(folder, name), { recursive: true });
    }
    fs.writeFileSync(path.join(folder, 'data/file'), 'content');
    fs.writeFileSync(path.join(folder, 'secret'), 'secret');
    namespace = new Namespace([
      { point: '/mnt/data', filesystem: new HostFilesystem(path.join(folder, 'data')) },
      {
        point: '/mnt/data/frozen',
        filesystem: new ReadOnlyView(new HostFilesystem(path.join(folder, 'other'))),
      },
    ]);
  });
  afterEach(() => fs.rmSync(folder, { recursive: true }));

  const read = (file: string, base = '/'): string => {
    const descriptor = namespace.open(base, file, READ);
    const buffer = new Uint8Array(100);
    const text = new TextDecoder().decode(buffer.subarray(0, descriptor.read([buffer])));
    descriptor.release();
    return text;
  };
  const names = (directory: string): string[] =>
    namespace
      .list(directory)
      .map(entry => entry.name)
      .sort();

  test('shows folders above and below a mount point', () => {
    assert.deepEqual(names('/'), ['mnt']);
    assert.deepEqual(names('/mnt'), ['data']);
    assert.deepEqual(names('/mnt/data'), ['file', 'frozen', 'inner']);
    assert.equal(namespace.stat('/', '/mnt', true).type, FileType.directory);
  });

  test('shows a folder that only leads to a mount point inside of another mount', () => {
    const deep = new Namespace([
      { point: '/mnt', filesystem: new HostFilesystem(path.join(folder, 'data')) },
      { point: '/mnt/way/down', filesystem: new HostFilesystem(path.join(folder, 'other')) },
    ]);
    assert.deepEqual(
      deep.list('/mnt/way').map(entry => entry.name),
      ['down'],
    );
    assert.throws(() => deep.list('/mnt/elsewhere'), systemError('ENOENT'));
  });

  test('creates no file by the name of a folder', () => {
    const options = { ...READ, write: true, create: true };
    assert.throws(() => namespace.open('/', '/mnt/data/new/', options), systemError('EISDIR'));
    assert.ok(!fs.existsSync(path.join(folder, 'data/new')));
  });

  test('a mounted link stands for what it leads to', () => {
    fs.symlinkSync('data', path.join(folder, 'link'));
    const linked = new Namespace([
      { point: '/mnt', filesystem: new HostFilesystem(path.join(folder, 'link')) },
    ]);
    assert.equal(linked.stat('/', '/mnt', false).type, FileType.directory);
    assert.equal(linked.stat('/', '/mnt/file', false).type, FileType.regularFile);
  });

  test('reads by absolute and relative paths', () => {
    assert.equal(read('/mnt/data/file'), 'content');
    assert.equal(read('inner/.././file', '/mnt/data'), 'content');
    assert.equal(read('/mnt/../mnt/data//file'), 'content');
  });

  test('tells missing files, files in the place of folders, and links that go round', () => {
    fs.symlinkSync('loop', path.join(folder, 'data/loop'));
    assert.throws(() => read('/mnt/data/missing'), systemError('ENOENT'));
    assert.throws(() => read('/mnt/data/missing/file'), systemError('ENOENT'));
    assert.throws(() => read('/mnt/data/file/x'), systemError('ENOTDIR'));
    assert.throws(() => read('/mnt/data/file/'), systemError('ENOTDIR'));
    assert.throws(() => read('/mnt/data/loop'), systemError('ELOOP'));
    assert.throws(() => read(''), systemError('ENOENT'));
  });

  test('a link means what it means to the guest, and leads out of no mount', () => {
    fs.symlinkSync('/mnt/data/file', path.join(folder, 'data/absolute'));
    fs.symlinkSync('../../../../file', path.join(folder, 'data/inner/up'));
    fs.symlinkSync(path.join(folder, 'secret'), path.join(folder, 'data/out'));
    fs.symlinkSync('../secret', path.join(folder, 'data/relative'));
    assert.equal(read('/mnt/data/absolute'), 'content');
    for (const link of ['inner/up', 'out', 'relative']) {
      assert.throws(() => read(`/mnt/data/${link}`), systemError('ENOENT'));
    }
    assert.equal(namespace.stat('/', '/mnt/data/out', false).type, FileType.symbolicLink);
    assert.throws(
      () => namespace.open('/', '/mnt/data/absolute', { ...READ, followLink: false }),
      systemError('ELOOP'),
    );
  });

  test('".." stops at the root', () => {
    assert.equal(read('/../../../mnt/data/file'), 'content');
    assert.throws(() => read(`/../..${folder}/secret`), systemError('ENOENT'));
  });

  test('changes what is mounted for writing, and nothing else', () => {
    namespace.createDirectory('/', '/mnt/data/new');
    assert.ok(fs.existsSync(path.join(folder, 'data/new')));
    for (const change of [
      () => namespace.createDirectory('/', '/mnt/data/frozen/new'),
      () => namespace.createDirectory('/', '/elsewhere'),
      () => namespace.open('/', '/mnt/data/frozen/new', { ...READ, write: true, create: true }),
    ]) {
      assert.throws(change, systemError('EROFS'));
    }
    assert.throws(() => namespace.removeDirectory('/', '/mnt/data/frozen'), systemError('EBUSY'));
    assert.throws(() => namespace.removeDirectory('/', '/mnt'), systemError('EBUSY'));
  });

  test('does not move files between filesystems', () => {
    fs.writeFileSync(path.join(folder, 'other/file'), '');
    assert.throws(
      () => namespace.rename('/', '/mnt/data/file', '/', '/mnt/data/frozen/file'),
      systemError('EXDEV'),
    );
  });

  test('opens no pipe of the machine, which would block', () => {
    const fifo = path.join(folder, 'data/fifo');
    assert.equal(spawnSync('mkfifo', [fifo]).status, 0);
    assert.throws(() => read('/mnt/data/fifo'), systemError('ENXIO'));
  });
});
