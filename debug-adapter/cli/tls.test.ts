import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { takeCertificates } from '../../tools/test/certificates.ts';
import { pythonWithPip } from '../../tools/test/pythonWithPip.ts';
import { PackageIndex } from './test/packageIndex.ts';
import { makeWheel } from './test/wheel.ts';

const CLI = path.resolve(import.meta.dirname, '../../dist/cli.js');
const PROGRAMS = path.join(import.meta.dirname, 'test/tls');

/** What each program prints, a line each. */
const PRINTED = {
  threads: [
    'TLSv1.2 ECDHE-RSA-AES256-GCM-SHA384 echo',
    'localhost CERT_REQUIRED',
    'True',
    'TLSv1.3 TLS_AES_256_GCM_SHA384 echo',
    'localhost CERT_REQUIRED',
    'True',
  ],
  asyncio: [
    String.raw`[b'FROM 0\n', b'FROM 1\n', b'FROM 2\n']`,
    String.raw`b'go ahead\n'`,
    String.raw`b'ENCRYPTED\n' TLSv1.3`,
  ],
  https: [
    'you asked for /page',
    'SSLCertVerificationError unable to get local issuer certificate',
    "SSLCertVerificationError IP address mismatch, certificate is not valid for '127.0.0.1'.",
  ],
  greenlets: [
    'client wants to read',
    'server looks up localhost',
    'client wants to read',
    'server wants to read',
    'client TLSv1.3',
    'server TLSv1.3',
    'CALLBACK_FAILED',
  ],
  hashes: [
    ...['md5', 'sha1'].map(name => `${name} True _${name}`),
    'sha256 True _sha2',
    'sha512_256 True _hashlib',
    'sha3_256 True _sha3',
    'blake2s True _blake2',
    ...['ripemd160', 'sm3'].map(name => `${name} True _hashlib`),
    ...['True', 'True', 'True', 'True'],
    'unsupported hash type md4',
  ],
};

describe('TLS of a Python program', { concurrency: 2 }, () => {
  let folder: string;
  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tls-test-'));
    takeCertificates(folder);
    fs.cpSync(PROGRAMS, folder, { recursive: true });
  });
  after(() => fs.rmSync(folder, { recursive: true }));

  async function printedBy(...args: string[]): Promise<string[]> {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [CLI, 'run', ...args], {
      cwd: folder,
    });
    assert.equal(stderr, '');
    return stdout.trimEnd().split('\n');
  }

  for (const [name, lines] of Object.entries(PRINTED)) {
    test(`and its digests: use_${name}.py`, async () => {
      assert.deepEqual(await printedBy(`use_${name}.py`), lines);
    });
  }

  test('is not loaded by a program that does not import it', async () => {
    const program =
      'import sys, socket, json, threading; print({"_ssl", "_hashlib"} & {*sys.modules})';
    assert.deepEqual(await printedBy('-c', program), ['set()']);
  });

  /** What a client gets that trusts whom OpenSSL trusts by default. */
  async function answerByDefault(...grants: string[]): Promise<string | undefined> {
    return (await printedBy(...grants, 'use_https.py'))[1];
  }

  test('trusts the certificates that are granted, in one file or by their names', async () => {
    const authorities = path.join(folder, 'authorities');
    fs.mkdirSync(path.join(authorities, 'certs'), { recursive: true });
    const certificate = path.join(folder, 'pycacert.pem');
    fs.copyFileSync(certificate, path.join(authorities, 'cert.pem'));
    const mount = `${authorities}:/etc/ssl:ro`;
    assert.equal(await answerByDefault('--mount', mount), 'you asked for /page');
    fs.renameSync(path.join(authorities, 'cert.pem'), path.join(authorities, 'certs/b1930218.0'));
    assert.equal(await answerByDefault('--mount', mount), 'you asked for /page');
    const variable = `SSL_CERT_FILE=${certificate}`;
    assert.equal(await answerByDefault('--env', variable), 'you asked for /page');
  });

  test('brings what pip installs in the program itself', async () => {
    const index = await PackageIndex.start(
      fs.readFileSync(path.join(folder, 'keycert3.pem'), 'utf8'),
    );
    try {
      const files = { 'greeting/__init__.py': '' };
      index.add(makeWheel({ name: 'greeting', version: '1', files }));
      const trusted = path.join(folder, 'trusted');
      fs.mkdirSync(trusted);
      // Where Debian's pip has certificates.
      fs.copyFileSync(path.join(folder, 'pycacert.pem'), path.join(trusted, 'ca-certificates.crt'));
      const pip = path.join(await pythonWithPip(), '../pip/usr/lib/python3/dist-packages');
      const mounts = [`${pip}:/pip:ro`, `${trusted}:/etc/ssl/certs:ro`].flatMap(mount => [
        '--mount',
        mount,
      ]);
      const options = ['--no-cache-dir', '--root-user-action=ignore', '--target', 'installed'];
      const printed = await printedBy(
        ...[...mounts, '--env', 'PYTHONPATH=/pip', '-m', 'pip', 'install', ...options],
        ...['--index-url', index.url, 'greeting'],
      );
      assert.equal(printed.at(-1), 'Successfully installed greeting-1');
      assert.ok(fs.existsSync(path.join(folder, 'installed/greeting/__init__.py')));
    } finally {
      index.close();
    }
  });
});
