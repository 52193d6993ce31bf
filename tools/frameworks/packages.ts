/** The frameworks and what they import: from Debian, as an environment of this machine's would have them. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { obtainGevent } from '../../debug-adapter/python/gevent/geventPackage.ts';
import { parseLock } from '../../debug-adapter/python/setup/lock.ts';
import { unpackedPackages } from '../../debug-adapter/python/unpackedPackages.ts';
import type { PythonVersion } from '../../debug-adapter/session/python/versions.ts';

const LOCK = path.join(import.meta.dirname, 'lock.json');

/** Where Debian's packages have Python's. */
const DEBIAN_PACKAGES = 'usr/lib/python3/dist-packages';

/**
 * Makes sure that the packages are in the cache. Their modules in C are left where they are,
 * though they are for other machines: the packages have to do without, as in anybody's environment.
 *
 * @returns a folder to import them from.
 * @throws Error whose message says why they cannot be had.
 */
export async function frameworkPackages(): Promise<string> {
  const locked = parseLock(await readFile(LOCK, 'utf8'));
  const folder = await unpackedPackages('frameworks', locked, async ({ workspace, unpack }) => {
    for (const { name } of locked) await unpack(name, workspace.folder);
  });
  return path.join(folder, DEBIAN_PACKAGES);
}

/** As {@link frameworkPackages}, for gevent, which is compiled for WASIX. */
export async function geventPackages(python: PythonVersion): Promise<string> {
  return (await obtainGevent(python)).packages;
}
