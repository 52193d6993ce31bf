import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LockedFile } from './lock.ts';
import { findInIndex, indexPath } from './packageIndex.ts';

const [DSC, OLD, NEW, DEB] = ['1', '2', '3', '4'].map(digit => digit.repeat(64));

// Two paragraphs of trixie's Sources as the archive has them, fields left out.
const SOURCES = `\
Package: zlib
Binary: zlib1g, zlib1g-dev
Version: 1:1.3.dfsg+really1.3.1-3
Files:
 0123456789abcdef0123456789abcdef 2682 zlib_1.3.dfsg+really1.3.1-3.dsc
Checksums-Sha256:
 ${DSC} 2682 zlib_1.3.dfsg+really1.3.1-3.dsc
 ${NEW} 1325737 zlib_1.3.dfsg+really1.3.1.orig.tar.gz
 ${DSC} 17156 zlib_1.3.dfsg+really1.3.1-3.debian.tar.xz
Package-List:
 zlib1g deb libs optional arch=any
Directory: pool/main/z/zlib

Package: zlib
Version: 1:1.3.dfsg+really1.3.1-1
Checksums-Sha256:
 ${OLD} 1325737 zlib_1.3.dfsg.orig.tar.gz
 ${DSC} 833 zlib_1.3.dfsg.orig.tar.gz.asc
Directory: pool/main/z/zlib

Package: zlib-ng
Version: 2.2
Directory: pool/main/z/zlib-ng
`;

const PACKAGES = `\
Package: python3-greenlet
Source: python-greenlet
Version: 3.3.3-1
Architecture: amd64
Filename: pool/main/p/python-greenlet/python3-greenlet_3.3.3-1_amd64.deb
SHA256: ${DEB}
Description: lightweight in-process concurrent programming
`;

const source: LockedFile = {
  name: 'zlib',
  suite: 'trixie',
  package: 'zlib',
  kind: 'source',
  version: '1:1.2-1',
  path: 'pool/main/z/zlib/zlib_1.2.orig.tar.gz',
  sha256: 'f'.repeat(64),
  licence: 'Zlib',
  shipped: true,
};

const binary: LockedFile = {
  ...source,
  suite: 'sid',
  package: 'python3-greenlet',
  kind: 'binary',
  architecture: 'amd64',
};

test('the index of a suite is where Debian keeps it', () => {
  assert.equal(indexPath(source), 'dists/trixie/main/source/Sources.xz');
  assert.equal(indexPath(binary), 'dists/sid/main/binary-amd64/Packages.xz');
});

test("the newest source's upstream tarball is found among its files", () => {
  assert.deepEqual(findInIndex(SOURCES, source), {
    version: '1:1.3.dfsg+really1.3.1-3',
    path: 'pool/main/z/zlib/zlib_1.3.dfsg+really1.3.1.orig.tar.gz',
    sha256: NEW,
  });
});

test('a binary package is found', () => {
  assert.deepEqual(findInIndex(PACKAGES, binary), {
    version: '3.3.3-1',
    path: 'pool/main/p/python-greenlet/python3-greenlet_3.3.3-1_amd64.deb',
    sha256: DEB,
  });
});

test('a package that the index does not list is not found', () => {
  assert.equal(findInIndex(SOURCES, { ...source, package: 'xz-utils' }), undefined);
  assert.equal(findInIndex(SOURCES, { ...source, package: 'zlib-ng' }), undefined);
});
