import { devNull } from 'node:os';
import { capture, run } from './command.ts';

/** What the build runs, and the Debian package that has it. */
const BUILD_PACKAGES = [
  'binaryen', // wasm-opt
  'clang-19',
  'gcc', // for the programs that generate SQLite's amalgamation
  'libc6-dev',
  'libclang-rt-19-dev-wasm32', // the compiler's runtime functions for wasm32
  'lld-19', // wasm-ld-19
  'llvm-19', // llvm-ar-19 and relatives
  'make',
  'perl', // for OpenSSL's Configure
  'tcl', // for SQLite's amalgamation
  'xz-utils',
];

/** Packages are missing and this process may not install them. */
export class MissingPackagesError extends Error {
  constructor(missing: readonly string[]) {
    super(
      'The build needs Debian packages that are not installed. Run this, then the command ' +
        `again:\n\n  sudo apt-get install --no-install-recommends ${missing.join(' ')}`,
    );
    this.name = 'MissingPackagesError';
  }
}

/** Of the given packages, those that `dpkg-query -W -f '${Package} ${db:Status-Status}\n'` does not list as installed. */
export function missingFrom(listing: string, packages: readonly string[]): string[] {
  const installed = new Set(
    listing
      .split('\n')
      .map(line => line.split(' '))
      .filter(([, status]) => status === 'installed')
      .map(([name]) => name),
  );
  return packages.filter(name => !installed.has(name));
}

/** The build's packages that are not installed. */
export async function findMissingPackages(logFile: string): Promise<string[]> {
  const listing = await capture(
    'dpkg-query',
    ['--show', '--showformat', `\${Package} \${db:Status-Status}\n`],
    { logFile },
  );
  return missingFrom(listing, BUILD_PACKAGES);
}

/** Whether this is a Debian machine with all of the build's packages. */
export async function hasBuildPackages(): Promise<boolean> {
  return findMissingPackages(devNull).then(
    missing => missing.length === 0,
    () => false,
  );
}

/**
 * Installs packages with apt.
 * @throws {MissingPackagesError} when this process is not root's.
 */
export async function installPackages(missing: readonly string[], logFile: string): Promise<void> {
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0) throw new MissingPackagesError(missing);
  const options = { logFile, env: { DEBIAN_FRONTEND: 'noninteractive' } };
  await run('apt-get', ['update', '--quiet'], options);
  await run(
    'apt-get',
    ['install', '--yes', '--quiet', '--no-install-recommends', ...missing],
    options,
  );
}
