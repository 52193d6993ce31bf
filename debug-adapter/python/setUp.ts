import { existsSync } from 'node:fs';
import { cp, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
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

/** Where things are. All paths are absolute; none of them need exist. */
export interface Places {
  /** python.wasm, stdlib.zip and what belongs to them, in this checkout. */
  readonly distribution: string;
  /** The same in the cache, for all checkouts that build the same. */
  readonly artifact: string;
  /** The cross compiler. */
  readonly toolchain: string;
}

/** Where set-up puts what it makes. */
export async function findPlaces(): Promise<Places> {
  const cache = cacheFolder();
  return {
    distribution: path.resolve(PROJECT_SOURCES, '../../dist/python'),
    artifact: artifactFolder(cache, 'python', await pythonKey()),
    toolchain: artifactFolder(cache, 'toolchain', await toolchainKey()),
  };
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

async function build(places: Places, options: SetUpOptions): Promise<void> {
  const site: BuildSite = { cache: cacheFolder(), progress: new Progress() };
  await using _exclusion = await excludeOthers(site.cache, () =>
    site.progress.note('Another set-up is at work; waiting for it to finish.'),
  );
  if (options.force) await discardWork(site);
  // The set-up that we waited for may have built what we need.
  const cached = await readManifest(places.artifact);
  if (options.force || cached === undefined) await buildPython(site, options.keep);
}

/**
 * Makes sure that dist/python holds WASIX Python as this checkout describes it:
 * from the cache in a second, whatever else is being built, else by building it.
 * @returns the manifest of what is there now.
 * @throws {Error} whose message says what failed and what to do.
 */
export async function setUp(options: SetUpOptions, places?: Places): Promise<Manifest> {
  places ??= await findPlaces();
  const present = await readDistribution(places);
  if (present !== undefined && !options.force) return present;

  await using _exclusion = await excludeOthers(places.distribution, () => {});
  const cached = await readManifest(places.artifact);
  if (options.force || cached === undefined) await build(places, options);
  await distribute(places);
  return (await readManifest(places.distribution))!;
}
