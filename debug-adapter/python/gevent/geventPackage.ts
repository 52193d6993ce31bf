/**
 * gevent for WASIX Python: made of Debian's source of it, with its modules in C as side modules, and
 * put beside Python for pip.
 */
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { madeWheelFolder } from '../../session/node/distribution.ts';
import type { PythonVersion } from '../../session/python/versions.ts';
import { keyOf, pythonKey, toolchainKey } from '../artifactKeys.ts';
import type { Manifest } from '../recipe/artifact.ts';
import { digestOfFiles, PROJECT_SOURCES, projectFiles } from '../recipe/workspace.ts';
import { zip } from '../recipe/zip.ts';
import { cacheFolder, publish } from '../setup/cache.ts';
import { run } from '../setup/command.ts';
import { excludeOthers } from '../setup/exclusion.ts';
import { Progress } from '../setup/progress.ts';
import { geventLock, prepareSources } from './preparedSources.ts';
import { makeWheels, type Wheel } from './wheels.ts';

/** What compiles its modules, beside the recipe of Python. */
const COMPILER = ['cachedModule.ts', 'runtimePath.ts', 'sideCompiler.ts', 'sideLinker.ts'].map(
  file => path.join(PROJECT_SOURCES, 'sideModules', file),
);

/** Where gevent is, in the cache. */
export interface GeventPackage {
  /** A folder to import from: gevent and what it depends on, as pip installs them, and compiled. */
  readonly packages: string;
  /** The same with its own tests. */
  readonly withTests: string;
  /** A folder of what pip is to find: their wheels, a manifest and licences. */
  readonly wheels: string;
}

/** What the manifest beside the wheels says. */
type WheelManifest = Pick<Manifest, 'key' | 'sources'>;

/** Key of gevent for a version of Python: its sources, and all that makes it. */
async function geventKey(version: PythonVersion): Promise<string> {
  const own = await digestOfFiles([...(await projectFiles('gevent')), ...COMPILER]);
  return keyOf([
    { name: 'python', content: await pythonKey(version) },
    { name: 'toolchain', content: await toolchainKey() },
    { name: 'gevent', content: own },
  ]);
}

async function placeOf(version: PythonVersion): Promise<string> {
  return path.join(cacheFolder(), `gevent-${version}-${await geventKey(version)}`);
}

function partsOf(place: string): GeventPackage {
  return {
    packages: path.join(place, 'packages'),
    withTests: path.join(place, 'with-tests'),
    wheels: path.join(place, 'wheels'),
  };
}

async function install(wheels: readonly Wheel[], folder: string): Promise<void> {
  for (const { name, content } of wheels.flatMap(({ files }) => files)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}

async function writeLicences(
  licences: ReadonlyMap<string, readonly string[]>,
  folder: string,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, files] of licences) {
    const texts = await Promise.all(files.map(file => readFile(file, 'utf8')));
    await writeFile(path.join(folder, `${name}.txt`), texts.join('\n\n'));
  }
}

/**
 * Makes sure that gevent is in the cache. The cross compiler is set up first if it has to be.
 * @throws {Error} whose message has the compiler's, or says what is missing.
 */
export async function obtainGevent(version: PythonVersion): Promise<GeventPackage> {
  const place = await placeOf(version);
  if (existsSync(place)) return partsOf(place);
  await using _exclusion = await excludeOthers(place, () => {});
  // Another process may have made it meanwhile.
  if (existsSync(place)) return partsOf(place);

  const sources = await prepareSources(version);
  const { shipped, complete } = await makeWheels(sources, version);
  const staging = `${place}.partial`;
  await rm(staging, { recursive: true, force: true });
  const { packages, withTests, wheels } = partsOf(staging);
  await install(complete, withTests);
  await install(shipped, packages);
  // What is imported need not be compiled by each who does.
  await run(sources.interpreter, ['-m', 'compileall', '-q', packages], {
    logFile: path.join(staging, 'compilation.log'),
  });
  await writeLicences(sources.licences, path.join(wheels, 'licences'));
  for (const { name, files } of shipped) await writeFile(path.join(wheels, name), zip(files));
  const manifest: WheelManifest = {
    key: await geventKey(version),
    sources: (await geventLock()).map(locked => ({
      name: locked.name,
      package: locked.package,
      suite: locked.suite,
      version: locked.version,
      sha256: locked.sha256,
      licence: locked.licence,
      licenceFile: `licences/${locked.name}.txt`,
    })),
  };
  await writeFile(path.join(wheels, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await publish(staging, place);
  return partsOf(place);
}

/**
 * Makes sure that pip finds gevent for a version of Python, which is there: it is made first if
 * neither the checkout nor the cache has it.
 * @throws {Error} whose message says what failed.
 */
export async function setUpGevent(version: PythonVersion): Promise<void> {
  const folder = madeWheelFolder(version);
  const present = await readFile(path.join(folder, 'manifest.json'), 'utf8').catch(() => undefined);
  if (
    present !== undefined &&
    (JSON.parse(present) as WheelManifest).key === (await geventKey(version))
  )
    return;
  const isMade = existsSync(await placeOf(version));
  const progress = new Progress();
  if (!isMade) progress.begin(`gevent for Python ${version}`);
  let made: GeventPackage;
  try {
    made = await obtainGevent(version);
  } catch (error) {
    if (!isMade) progress.end('failed');
    throw error;
  }
  if (!isMade) progress.end();
  const staging = `${folder}.partial`;
  await rm(staging, { recursive: true, force: true });
  await cp(made.wheels, staging, { recursive: true });
  await publish(staging, folder);
}
