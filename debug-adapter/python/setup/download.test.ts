import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { ChecksumError, DownloadError, download } from './download.ts';
import { serve } from './testServer.ts';

const content = Buffer.from('0123456789'.repeat(1000));
const sha256 = createHash('sha256').update(content).digest('hex');
const files = new Map([['pool/a.tar', content]]);

async function temporaryTarget(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'download-'));
  t.after(() => rm(folder, { recursive: true }));
  return path.join(folder, 'below', 'a.tar');
}

test('a file is fetched once and then left alone', async t => {
  await using server = await serve(files);
  const target = await temporaryTarget(t);
  await download(`${server.address}pool/a.tar`, target, sha256);
  await download(`${server.address}pool/a.tar`, target, sha256);
  assert.deepEqual(await readFile(target), content);
  assert.equal(server.requests.length, 1);
});

test('a file that is there but wrong is fetched again', async t => {
  await using server = await serve(files);
  const target = await temporaryTarget(t);
  await download(`${server.address}pool/a.tar`, target, sha256);
  await writeFile(target, 'damaged');
  await download(`${server.address}pool/a.tar`, target, sha256);
  assert.deepEqual(await readFile(target), content);
});

test('an interrupted download goes on where it stopped', async t => {
  await using server = await serve(files);
  const target = await temporaryTarget(t);
  await download(`${server.address}pool/a.tar`, target, sha256);
  await rm(target);
  await writeFile(`${target}.part`, content.subarray(0, 4000));
  await download(`${server.address}pool/a.tar`, target, sha256);
  assert.deepEqual(await readFile(target), content);
  assert.equal(server.requests.at(-1)?.range, 'bytes=4000-');
});

test('what is left of another version is thrown away', async t => {
  await using server = await serve(files);
  const target = await temporaryTarget(t);
  await download(`${server.address}pool/a.tar`, target, sha256);
  await rm(target);
  await writeFile(`${target}.part`, 'of another version');
  await download(`${server.address}pool/a.tar`, target, sha256);
  assert.deepEqual(await readFile(target), content);
});

test('a file with another checksum is refused and leaves nothing', async t => {
  await using server = await serve(files);
  const target = await temporaryTarget(t);
  await assert.rejects(
    download(`${server.address}pool/a.tar`, target, 'b'.repeat(64)),
    (error: Error) => error instanceof ChecksumError && error.message.includes(sha256),
  );
  assert.ok(!existsSync(target));
  assert.ok(!existsSync(`${target}.part`));
});

test('a file that the server does not have is an error with its status', async t => {
  await using server = await serve(files);
  await assert.rejects(
    download(`${server.address}pool/b.tar`, await temporaryTarget(t), sha256),
    (error: Error) => error instanceof DownloadError && error.status === 404,
  );
});

test('a server that cannot be reached is an error that says so', async t => {
  const server = await serve(files);
  await server[Symbol.asyncDispose]();
  await assert.rejects(
    download(`${server.address}pool/a.tar`, await temporaryTarget(t), sha256),
    /could not be downloaded: .*ECONNREFUSED/,
  );
});
