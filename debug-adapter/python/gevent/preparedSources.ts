/** gevent's source, of which Cython has made C, and the packages that gevent depends on. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { PythonVersion } from '../../session/python/versions.ts';
import { lockedFor, readLock } from '../artifactKeys.ts';
import { buildPython, buildPythonStep } from '../recipe/buildPython.ts';
import { digestOfFiles, sourceTree, unpackTarball } from '../recipe/workspace.ts';
import { type LockedFile, parseLock } from '../setup/lock.ts';
import { isForThisMachine, unpackedPackages } from '../unpackedPackages.ts';
import { cythonize } from './compiledModules.ts';

const LOCK = path.join(import.meta.dirname, 'lock.json');

/** Where Debian's packages have Python's. */
const DEBIAN_PACKAGES = 'usr/lib/python3/dist-packages';

/** Where they tell of their licences. */
const DEBIAN_DOCUMENTS = 'usr/share/doc';

/** What gevent's source has that is of use here. */
const PARTS = ['*/src/*', '*/deps/libev/*', '*/LICENSE', '*/NOTICE'];

/** Texts of licences in gevent's source: its own, of what it has from others, and libev's. */
const LICENCES = ['LICENSE', 'NOTICE', 'deps/libev/LICENSE'];

/** What makes the sources ready. */
const RECIPE = ['compiledModules.ts', 'preparedSources.ts'].map(file =>
  path.join(import.meta.dirname, file),
);

/** Everything that a version of gevent is made of. */
export interface PreparedSources {
  /** gevent's, with C that Cython has made of it. */
  readonly tree: string;
  /** A folder with the packages that gevent depends on, as Debian has them. */
  readonly dependencies: string;
  /** The texts of the licence of each, by its name in the lock file. */
  readonly licences: ReadonlyMap<string, readonly string[]>;
  /** A Python of this machine, of the same version. */
  readonly interpreter: string;
}

/** gevent, and the packages that it depends on. */
export async function geventLock(): Promise<LockedFile[]> {
  return parseLock(await readFile(LOCK, 'utf8'));
}

/**
 * Makes sure that the sources are in the cache.
 * @throws {Error} whose message says what failed.
 */
export async function prepareSources(version: PythonVersion): Promise<PreparedSources> {
  const own = await geventLock();
  const tools = lockedFor(version, await readLock()).filter(
    file => file.name.startsWith('build-') && isForThisMachine(file),
  );
  const folder = await unpackedPackages(
    `gevent-source-${version}`,
    [...own, ...tools],
    async ({ workspace, logFile, unpack }) => {
      const ofVersion = { ...workspace, version };
      await (await buildPythonStep(ofVersion)).run(logFile);
      const cython = path.join(workspace.folder, 'cython');
      await unpack('build-cython', cython);
      await unpackTarball(workspace, 'gevent', logFile, PARTS);
      await cythonize(
        sourceTree(workspace, 'gevent'),
        { interpreter: buildPython(ofVersion), packages: path.join(cython, DEBIAN_PACKAGES) },
        logFile,
      );
      const unpacked = path.join(workspace.folder, 'dependencies');
      for (const { name, kind } of own) if (kind === 'binary') await unpack(name, unpacked);
    },
    [await digestOfFiles(RECIPE)],
  );
  const workspace = { folder, sources: new Map(), version };
  const tree = path.join(folder, 'src/gevent');
  const dependencies = path.join(folder, 'dependencies');
  const licences = own.map(({ name, kind, package: package_ }): [string, string[]] => [
    name,
    kind === 'source'
      ? LICENCES.map(file => path.join(tree, file))
      : [path.join(dependencies, DEBIAN_DOCUMENTS, package_, 'copyright')],
  ]);
  return {
    tree,
    dependencies: path.join(dependencies, DEBIAN_PACKAGES),
    licences: new Map(licences),
    interpreter: buildPython(workspace),
  };
}
