/** Python that others wrote and use, as Debian packages it: what the language server is held against. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseLock } from '../../debug-adapter/python/setup/lock.ts';
import { unpackedPackages } from '../../debug-adapter/python/unpackedPackages.ts';

const LOCK = path.join(import.meta.dirname, 'lock.json');

/** The folders in which packages have what is imported. */
const LIBRARY = 'usr/lib/python3.13';
const PACKAGES = 'usr/lib/python3/dist-packages';

/** The parts of the corpus, and the Debian packages that they are in. */
const PARTS: Readonly<Record<string, { packages: readonly string[]; folder: string }>> = {
  'standard library': {
    packages: ['libpython3.13-minimal', 'libpython3.13-stdlib'],
    folder: LIBRARY,
  },
  Django: { packages: ['python3-django'], folder: PACKAGES },
  Flask: { packages: ['python3-flask'], folder: PACKAGES },
  SQLAlchemy: { packages: ['python3-sqlalchemy'], folder: PACKAGES },
  gevent: { packages: ['python3-gevent'], folder: PACKAGES },
  eventlet: { packages: ['python3-eventlet'], folder: PACKAGES },
};

/** A program that others wrote. */
export interface CorpusPart {
  readonly name: string;
  /** From where its modules are imported: what a person would open in an editor. */
  readonly folder: string;
}

/**
 * Makes sure that the corpus is in the cache.
 *
 * @throws Error whose message says why it cannot be had.
 */
export async function corpus(): Promise<CorpusPart[]> {
  const packages = parseLock(await readFile(LOCK, 'utf8'));
  const cached = await unpackedPackages('corpus', packages, async ({ workspace, unpack }) => {
    for (const [part, { packages: names }] of Object.entries(PARTS)) {
      for (const name of names) await unpack(name, path.join(workspace.folder, part));
    }
  });
  return Object.entries(PARTS).map(([name, { folder }]) => ({
    name,
    folder: path.join(cached, name, folder),
  }));
}
