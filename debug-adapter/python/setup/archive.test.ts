import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseArchive } from './archive.ts';

test("Debian's own archive is chosen among apt's sources", () => {
  const lines = `\
https://packages.example.org/tool/debian/ Tool
http://security.example.org/debian-security/ Debian-Security
http://mirror.example.org/debian/ Debian
http://mirror.example.org/debian/ Debian
`;
  assert.equal(chooseArchive(lines), 'http://mirror.example.org/debian/');
});

test('before the first apt-get update there are no labels, and the address has to do', () => {
  assert.equal(
    chooseArchive(
      'http://mirror.example.org/debian-security \nhttp://mirror.example.org/debian \n',
    ),
    'http://mirror.example.org/debian',
  );
});

test('an archive that is no web address, and none at all, are not chosen', () => {
  assert.equal(chooseArchive('file:/media/cdrom/debian/ Debian\n'), undefined);
  assert.equal(chooseArchive(''), undefined);
});
