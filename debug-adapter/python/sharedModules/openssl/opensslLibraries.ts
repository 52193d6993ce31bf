/** OpenSSL for side modules: static libraries of position-independent code, from Debian's source of it. */
import { cp, rm } from 'node:fs/promises';
import path from 'node:path';
import { toolchainKey } from '../../artifactKeys.ts';
import { compilersIn } from '../../recipe/crossCompiler.ts';
import { digestOfFiles, JOBS, unpackTarball } from '../../recipe/workspace.ts';
import { run } from '../../setup/command.ts';
import { findMissingPackages, installPackages } from '../../setup/debianPackages.ts';
import type { LockedFile } from '../../setup/lock.ts';
import { Progress } from '../../setup/progress.ts';
import { obtainToolchain } from '../../toolchain.ts';
import { unpackedPackages } from '../../unpackedPackages.ts';

/** Force-included before each source that uses `errno`. */
export const ERRNO_HEADER = path.join(import.meta.dirname, 'locate_errno.h');

/** What WASIX has not, by Configure's names. */
const IMPOSSIBLE =
  'asm shared dso module engine afalgeng async secure-memory thread-pool ui-console'.split(' ');

/** What no Python reaches by `ssl` and `hashlib`, or nobody is to use any more. */
const UNUSED = `
  apps docs tests legacy dgram dtls quic srtp http ocsp cmp cms ts ct comp srp nextprotoneg ssl-trace
  gost rfc3779 argon2 siphash siv ocb idea seed camellia aria bf cast rc2 rc4 md4 mdc2 whirlpool sm2 sm4
  ec2m slh-dsa ml-dsa
`
  .trim()
  .split(/\s+/);

/** Where a program finds the certificates of whom it trusts, and OpenSSL's own configuration. */
const SETTINGS = '/etc/ssl';

const COMPILE_FLAGS = [
  // A fifth smaller than with -O2.
  ...['-Os', '-DNDEBUG', '-fPIC', '-fvisibility=hidden', '-w'],
  ...['-DNO_SYSLOG', '-DOPENSSL_NO_UNIX_SOCK'],
  // In one word, since Configure takes another for the name of a target.
  `-include${path.basename(ERRNO_HEADER)}`,
];

/** Where OpenSSL is, in the cache. */
export interface OpensslLibraries {
  /** A folder of headers. */
  readonly include: string;
  /** Those of TLS first, which need those of cryptography. */
  readonly libraries: readonly string[];
  /** The file with the licence's text. */
  readonly licence: string;
}

async function compile(tree: string, logFile: string): Promise<void> {
  const toolchain = await obtainToolchain();
  await cp(ERRNO_HEADER, path.join(tree, path.basename(ERRNO_HEADER)));
  const options = {
    cwd: tree,
    logFile,
    env: {
      // By its name alone: OpenSSL writes down what it was compiled by, and when.
      PATH: `${toolchain}:${process.env.PATH}`,
      CC: path.basename(compilersIn(toolchain).c),
      AR: 'llvm-ar-19',
      RANLIB: 'llvm-ranlib-19',
      SOURCE_DATE_EPOCH: '0',
    },
  };
  const without = [...IMPOSSIBLE, ...UNUSED].map(name => `no-${name}`);
  const places = ['--prefix=/usr', `--openssldir=${SETTINGS}`];
  await run(
    'perl',
    [
      ...['Configure', 'linux-generic32', 'threads', '--with-rand-seed=getrandom', ...places],
      ...[...without, ...COMPILE_FLAGS],
    ],
    options,
  );
  const targets = ['build_generated', 'libcrypto.a', 'libssl.a'];
  await run('make', [`-j${JOBS}`, ...targets], options);
}

/** Tells whoever waits for a set-up that it takes a while. */
async function inProgress(label: string, work: () => Promise<void>): Promise<void> {
  const progress = new Progress();
  progress.begin(label);
  let outcome: string | undefined = 'failed';
  try {
    await work();
    outcome = undefined;
  } finally {
    progress.end(outcome);
  }
}

/**
 * Makes sure that OpenSSL is in the cache. The cross compiler is set up first if it has to be.
 * @param source OpenSSL's, as the lock file pins it.
 * @throws {Error} whose message has the compiler's, or says what is missing.
 */
export async function obtainOpenssl(source: LockedFile): Promise<OpensslLibraries> {
  const inputs = [await toolchainKey(), await digestOfFiles([import.meta.filename, ERRNO_HEADER])];
  const folder = await unpackedPackages(
    'openssl',
    [source],
    async ({ workspace, logFile }) => {
      await installPackages(await findMissingPackages(logFile), logFile);
      const tree = await unpackTarball(workspace, source.name, logFile);
      await inProgress('OpenSSL', () => compile(tree, logFile));
      for (const part of ['include', 'libcrypto.a', 'libssl.a', 'LICENSE.txt']) {
        await cp(path.join(tree, part), path.join(workspace.folder, part), { recursive: true });
      }
      await rm(path.dirname(tree), { recursive: true });
    },
    inputs,
  );
  return {
    include: path.join(folder, 'include'),
    libraries: ['libssl.a', 'libcrypto.a'].map(name => path.join(folder, name)),
    licence: path.join(folder, 'LICENSE.txt'),
  };
}
