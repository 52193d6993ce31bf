import { existsSync } from 'node:fs';
import { cp, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { PYTHON_VERSIONS, type PythonVersion } from '../session/python/versions.ts';
import { pythonKey, toolchainKey } from './artifactKeys.ts';
import { artifactFolder, type BuildSite, buildPython, discardWork } from './build.ts';
import type { Manifest } from './recipe/artifact.ts';
import { PROJECT_SOURCES } from './recipe/workspace.ts';
import { cacheFolder, publish } from './setup/cache.ts';
import { excludeOthers } from './setup/exclusion.ts';
import { Progress } from './setup/progress.ts';

export interface SetUpOptions {
  /** Build again from the start even though the cache has the artifact. */
  readonly force: boolean;
  /** Leave the work folder, so that the next build only does what has changed. */
  readonly keep: boolean;
}

/** Where a version of Python is. All paths are absolute; none of them need exist. */
export interface Places {
  readonly version: PythonVersion;
  /** python.wasm, stdlib.zip and what belongs to them, in this checkout. */
  readonly distribution: string;
  /** The same in the cache, for all checkouts that build the same. */
  readonly artifact: string;
}

/** Where set-up puts what it makes, for each version of Python. */
export async function findPlaces(): Promise<Places[]> {
  const cache = cacheFolder();
  return Promise.all(
    PYTHON_VERSIONS.map(async version => ({
      version,
      distribution: path.resolve(PROJECT_SOURCES, '../../dist/python', version),
      artifact: artifactFolder(cache, 'python', await pythonKey(version)),
    })),
  );
}

/** Where the cross compiler is, or will be. */
export async function findToolchain(): Promise<string> {
  return artifactFolder(cacheFolder(), 'toolchain', await toolchainKey());
}

/** The manifest of a folder that has all that it names. */
async function readManifest(folder: string): Promise<Manifest | undefined> {
  const text = await readFile(path.join(folder, 'manifest.json'), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const manifest = JSON.parse(text) as Manifest;
  const isComplete = Object.keys(manifest.files).every(name => existsSync(path.join(folder, name)));
  return isComplete ? manifest : undefined;
}

/** The manifest of what the checkout has, if that is the artifact it should have. */
async function readDistribution(places: Places): Promise<Manifest | undefined> {
  const present = await readManifest(places.distribution);
  return present !== undefined && places.artifact.endsWith(`-${present.key}`) ? present : undefined;
}

async function distribute(places: Places): Promise<void> {
  const staging = `${places.distribution}.partial`;
  await rm(staging, { recursive: true, force: true });
  await cp(places.artifact, staging, { recursive: true });
  await publish(staging, places.distribution);
}

/** Removes what lies beside the versions, such as what an earlier set-up had there. */
async function removeRemains(everywhere: readonly Places[]): Promise<void> {
  const kept = everywhere.map(({ distribution }) => distribution);
  for (const folder of new Set(kept.map(place => path.dirname(place)))) {
    for (const name of await readdir(folder)) {
      const place = path.join(folder, name);
      const isPart = kept.some(each => place === each || place.startsWith(`${each}.`));
      if (!isPart) await rm(place, { recursive: true, force: true });
    }
  }
}

async function build(wanted: readonly Places[], options: SetUpOptions): Promise<void> {
  const site: BuildSite = { cache: cacheFolder(), progress: new Progress() };
  await using _exclusion = await excludeOthers(site.cache, () =>
    site.progress.note('Another set-up is at work; waiting for it to finish.'),
  );
  if (options.force) await discardWork(site);
  for (const { version, artifact } of wanted) {
    // The set-up that we waited for may have built what we need.
    const cached = await readManifest(artifact);
    if (options.force || cached === undefined) await buildPython(site, version);
  }
  if (!options.keep) await discardWork(site);
}

/**
 * Makes sure that dist/python holds each version of WASIX Python as this checkout describes it:
 * from the cache in a second, whatever else is being built, else by building it.
 * @returns the manifests of what is there now.
 * @throws {Error} whose message says what failed and what to do.
 */
export async function setUp(
  options: SetUpOptions,
  everywhere?: readonly Places[],
): Promise<Manifest[]> {
  everywhere ??= await findPlaces();
  const present = await Promise.all(everywhere.map(readDistribution));
  const wanted = everywhere.filter((_, index) => options.force || present[index] === undefined);
  const isMissing = await Promise.all(
    wanted.map(async ({ artifact }) => (await readManifest(artifact)) === undefined),
  );
  const unbuilt = wanted.filter((_, index) => options.force || isMissing[index]);
  if (unbuilt.length > 0) await build(unbuilt, options);
  for (const places of wanted) {
    await using _exclusion = await excludeOthers(places.distribution, () => {});
    await distribute(places);
  }
  await removeRemains(everywhere);
  const manifests = await Promise.all(everywhere.map(readDistribution));
  return manifests.filter(manifest => manifest !== undefined);
}
