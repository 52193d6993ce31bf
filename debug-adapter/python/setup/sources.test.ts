import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { ChecksumError, DownloadError } from './download.ts';
import type { LockedFile } from './lock.ts';
import { obtain, type SourceOptions } from './sources.ts';
import { serve } from './testServer.ts';

const digest = (content: Buffer) => createHash('sha256').update(content).digest('hex');
const OLD = Buffer.from('version 1');
const NEW = Buffer.from('version 2');
const OLD_PATH = 'pool/main/z/zlib/zlib_1.0.orig.tar.gz';
const NEW_PATH = 'pool/main/z/zlib/zlib_2.0.orig.tar.gz';
const INDEX_PATH = 'dists/trixie/main/source/Sources.xz';

const locked: LockedFile = {
  name: 'zlib',
  suite: 'trixie',
  package: 'zlib',
  kind: 'source',
  version: '1.0-1',
  path: OLD_PATH,
  sha256: digest(OLD),
  licence: 'Zlib',
  shipped: true,
};

function makeIndex(sha256: string): Buffer {
  const text = `\
Package: zlib
Version: 2.0-1
Checksums-Sha256:
 ${sha256} 9 zlib_2.0.orig.tar.gz
Directory: pool/main/z/zlib
`;
  return execFileSync('xz', ['--compress', '--stdout'], { input: text });
}

async function options(
  t: TestContext,
  archive: string,
): Promise<SourceOptions & { warnings: string[] }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sources-'));
  t.after(() => rm(folder, { recursive: true }));
  const warnings: string[] = [];
  return {
    archive,
    folder,
    logFile: path.join(folder, 'log'),
    report: () => {},
    warn: warning => warnings.push(warning),
    warnings,
  };
}

test('the locked version is taken while the archive has it', async t => {
  await using server = await serve(
    new Map([
      [OLD_PATH, OLD],
      [NEW_PATH, NEW],
      [INDEX_PATH, makeIndex(digest(NEW))],
    ]),
  );
  const site = await options(t, server.address);
  const source = await obtain(locked, site);
  assert.equal(source.version, '1.0-1');
  assert.deepEqual(await readFile(source.file), OLD);
  assert.deepEqual(site.warnings, []);
});

test('when it is gone, the current one is taken, with a warning that names both', async t => {
  await using server = await serve(
    new Map([
      [NEW_PATH, NEW],
      [INDEX_PATH, makeIndex(digest(NEW))],
    ]),
  );
  const site = await options(t, server.address);
  const source = await obtain(locked, site);
  assert.equal(source.version, '2.0-1');
  assert.equal(source.sha256, digest(NEW));
  assert.deepEqual(await readFile(source.file), NEW);
  assert.equal(site.warnings.length, 1);
  assert.match(site.warnings[0]!, /1\.0-1.*2\.0-1/);
});

test('the current one has to be what the index says', async t => {
  await using server = await serve(
    new Map([
      [NEW_PATH, NEW],
      [INDEX_PATH, makeIndex(digest(OLD))],
    ]),
  );
  await assert.rejects(obtain(locked, await options(t, server.address)), ChecksumError);
});

test('a package that is gone for good is an error', async t => {
  await using server = await serve(new Map([[INDEX_PATH, makeIndex(digest(NEW))]]));
  const gone = { ...locked, package: 'zlib-classic' };
  await assert.rejects(
    obtain(gone, await options(t, server.address)),
    (error: Error) => error instanceof DownloadError && error.message.includes(OLD_PATH),
  );
});
