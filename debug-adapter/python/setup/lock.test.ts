import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { LockError, parseLock } from './lock.ts';

const entry = {
  name: 'zlib',
  suite: 'trixie',
  package: 'zlib',
  kind: 'source',
  version: '1:1.3.1-1',
  path: 'pool/main/z/zlib/zlib_1.3.1.orig.tar.gz',
  sha256: 'a'.repeat(64),
  licence: 'Zlib',
  shipped: true,
};

const withChange = (change: object) => JSON.stringify([{ ...entry, ...change }]);

test("the project's own lock file is well-formed", async () => {
  const files = parseLock(
    await readFile(path.join(import.meta.dirname, '..', 'lock.json'), 'utf8'),
  );
  assert.ok(files.some(file => file.name === 'cpython'));
});

test('a well-formed entry is taken as it stands', () => {
  assert.deepEqual(parseLock(JSON.stringify([entry])), [entry]);
});

for (const [what, text, message] of [
  ['text that is no JSON', '{', /not JSON/],
  ['a document that is no list', '{}', /not a list/],
  ['an entry without a version', withChange({ version: undefined }), /\(zlib\) has no version/],
  ['an unknown kind', withChange({ kind: 'wheel' }), /kind other than/],
  ['a binary without architecture', withChange({ kind: 'binary' }), /architecture other than/],
  ['a short checksum', withChange({ sha256: 'abc' }), /64 hexadecimal digits/],
  ['a Python that is a number', withChange({ python: 3.13 }), /Python that is no text/],
  ['a file that is there twice', JSON.stringify([entry, entry]), /zlib is there twice/],
] as const) {
  test(`${what} is refused`, () => {
    assert.throws(
      () => parseLock(text),
      (error: Error) => error instanceof LockError && message.test(error.message),
    );
  });
}
