/** pytest for WASIX Python, from Debian: a test has to run without an index of Python's packages. */
import { cp, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { parseLock } from '../../debug-adapter/python/setup/lock.ts';
import { unpackedPackages } from '../../debug-adapter/python/unpackedPackages.ts';

/** Names pytest and what it imports, among others. */
const LOCK = path.join(import.meta.dirname, 'sqlalchemy-lock.json');
const NEEDED = new Set(['pytest', 'pluggy', 'iniconfig', 'packaging']);

/** Where Debian's packages have Python's. */
const DEBIAN_PACKAGES = 'usr/lib/python3/dist-packages';

/** Makes sure that the packages are in the cache. @returns a folder to import them from. */
export async function pytestPackages(): Promise<string> {
  const locked = parseLock(await readFile(LOCK, 'utf8')).filter(({ name }) => NEEDED.has(name));
  const folder = await unpackedPackages('pytest', locked, async ({ workspace, unpack }) => {
    const unpacked = path.join(workspace.folder, 'unpacked');
    for (const { name } of locked) await unpack(name, unpacked);
    const packages = path.join(workspace.folder, 'packages');
    await cp(path.join(unpacked, DEBIAN_PACKAGES), packages, { recursive: true });
    await rm(unpacked, { recursive: true });
  });
  return path.join(folder, 'packages');
}
