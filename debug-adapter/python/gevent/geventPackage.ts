/** gevent for WASIX Python: from Debian's source of it, as a wheel and as an installed package. */
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PythonVersion } from '../../session/python/versions.ts';
import { lockedFor, readLock } from '../artifactKeys.ts';
import { buildPython, buildPythonStep } from '../recipe/buildPython.ts';
import { wheelOf } from '../recipe/wheels.ts';
import { digestOfFiles, sourceTree, unpackTarball } from '../recipe/workspace.ts';
import { type ZipEntry, zip } from '../recipe/zip.ts';
import { cacheFolder, publish } from '../setup/cache.ts';
import { type LockedFile, parseLock } from '../setup/lock.ts';
import { digestOf } from '../setup/steps.ts';
import { compileSideModule } from '../sideModules/cachedModule.ts';
import { areUnpacked, isForThisMachine, unpackedPackages } from '../unpackedPackages.ts';
import { cythonize, sideModulesOf } from './compiledModules.ts';

const LOCK = path.join(import.meta.dirname, 'lock.json');

/** Where Debian's packages have Python's. */
const DEBIAN_PACKAGES = 'usr/lib/python3/dist-packages';

/** What gevent's source has that is of use here. */
const PARTS = ['*/src/*', '*/deps/libev/*'];

/** What gevent's setup.py installs: modules, and the certificates and lists of its tests. */
const INSTALLED = /\.(py|pem|crt|txt|key)$/;

/** The plugin that gevent's setup.py registers. */
const ENTRY_POINTS = `\
[gevent.plugins.monkey.will_patch_all]
signal_os_incompat = gevent.monkey:_subscribe_signal_os
`;

/** Where gevent is, in the cache. */
export interface GeventPackage {
  /** A folder to import from: gevent, and what it depends on. */
  readonly packages: string;
  /** The same gevent for pip. */
  readonly wheel: string;
}

/** The sources, of which Cython has made C, and the packages that gevent depends on. */
interface Prepared {
  readonly tree: string;
  readonly dependencies: string;
}

/** What gevent is made of, for a version of Python. */
async function ingredients(version: PythonVersion): Promise<{
  /** Of the folder in which the sources are prepared. */
  readonly name: string;
  readonly own: readonly LockedFile[];
  /** gevent, what it depends on, and what runs Cython. */
  readonly all: readonly LockedFile[];
  readonly recipe: string;
}> {
  const own = parseLock(await readFile(LOCK, 'utf8'));
  const tools = lockedFor(version, await readLock()).filter(
    file => file.name.startsWith('build-') && isForThisMachine(file),
  );
  const recipe = ['compiledModules.ts', 'geventPackage.ts'].map(file =>
    path.join(import.meta.dirname, file),
  );
  return {
    name: `gevent-source-${version}`,
    own,
    all: [...own, ...tools],
    recipe: await digestOfFiles(recipe),
  };
}

async function prepareSources(version: PythonVersion): Promise<Prepared> {
  const { name, own, all, recipe } = await ingredients(version);
  const folder = await unpackedPackages(
    name,
    all,
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
      for (const { name: dependency, kind } of own) {
        if (kind === 'binary') await unpack(dependency, unpacked);
      }
    },
    [recipe],
  );
  return {
    tree: path.join(folder, 'src/gevent'),
    dependencies: path.join(folder, 'dependencies', DEBIAN_PACKAGES),
  };
}

async function metadataOf(tree: string): Promise<string> {
  const text = await readFile(path.join(tree, 'src/gevent/__init__.py'), 'utf8');
  const version = /^__version__ = '(.*)'$/m.exec(text)?.[1];
  if (version === undefined) throw new Error("gevent's source does not tell its version");
  return `\
Metadata-Version: 2.1
Name: gevent
Version: ${version}
Summary: Coroutine-based network library
Home-page: http://www.gevent.org/
License: MIT
Requires-Python: >=3.9
Requires-Dist: greenlet>=3.2.2
Requires-Dist: zope.event
Requires-Dist: zope.interface
`;
}

/** The package's files in Python, and those of its tests. */
async function filesOf(tree: string): Promise<ZipEntry[]> {
  const root = path.join(tree, 'src');
  const entries = await readdir(path.join(root, 'gevent'), {
    recursive: true,
    withFileTypes: true,
  });
  const files = entries.filter(entry => entry.isFile() && INSTALLED.test(entry.name));
  return Promise.all(
    files.map(async entry => {
      const file = path.join(entry.parentPath, entry.name);
      return { name: path.relative(root, file), content: await readFile(file), compress: true };
    }),
  );
}

/** What zope.interface has compiled for other machines; it can do without. */
async function removeNativeCode(folder: string): Promise<void> {
  for (const name of await readdir(folder, { recursive: true })) {
    if (name.endsWith('.so')) await rm(path.join(folder, name));
  }
}

/** Whether `obtainGevent` can do without a download: where it has been made before. */
export async function isGeventAtHand(version: PythonVersion): Promise<boolean> {
  const { name, all, recipe } = await ingredients(version);
  return areUnpacked(name, all, [recipe]);
}

/**
 * Makes sure that gevent is in the cache: made of Debian's source of it, with its C parts as
 * side modules, and libev among them. The cross compiler is set up first if it has to be.
 * @throws {Error} whose message has the compiler's, or says what is missing.
 */
export async function obtainGevent(version: PythonVersion): Promise<GeventPackage> {
  const { tree, dependencies } = await prepareSources(version);
  const compiled: { readonly folder: string; readonly file: string }[] = [];
  for (const { folder, module } of sideModulesOf(tree, version)) {
    compiled.push({ folder, file: await compileSideModule(module) });
  }
  const key = digestOf([tree, ...compiled.map(({ file }) => file)]).slice(0, 16);
  const place = path.join(cacheFolder(), `gevent-${version}-${key}`);
  const tag = `cp${version.replace('.', '')}`;
  const { name, files } = wheelOf({
    metadata: await metadataOf(tree),
    tag: `${tag}-${tag}-wasix_wasm32`,
    files: [
      ...(await filesOf(tree)),
      ...(await Promise.all(
        compiled.map(async ({ folder, file }) => ({
          name: `${folder}/${path.basename(file)}`,
          content: await readFile(file),
          compress: true,
        })),
      )),
    ],
    entryPoints: ENTRY_POINTS,
  });
  const made = { packages: path.join(place, 'packages'), wheel: path.join(place, name) };
  if (existsSync(place)) return made;

  const staging = `${place}.${process.pid}`;
  await rm(staging, { recursive: true, force: true });
  const packages = path.join(staging, 'packages');
  await cp(dependencies, packages, { recursive: true });
  await removeNativeCode(packages);
  for (const file of files) {
    const target = path.join(packages, file.name);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, file.content);
  }
  await writeFile(path.join(staging, name), zip(files));
  await publish(staging, place);
  return made;
}
