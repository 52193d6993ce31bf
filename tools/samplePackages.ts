/** The packages that samples import: from Debian, or made of its sources, since a sample has to run without an index of Python's. */
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { obtainGevent } from '../debug-adapter/python/gevent/geventPackage.ts';
import { type LockedFile, parseLock } from '../debug-adapter/python/setup/lock.ts';
import { type Unpacking, unpackedPackages } from '../debug-adapter/python/unpackedPackages.ts';
import { PROJECT_PACKAGES } from '../debug-adapter/session/python/packages.ts';
import { USUAL_VERSION } from '../debug-adapter/session/python/versions.ts';
import type { Component } from './notices.ts';
import { runGuestPython } from './test/guestPython.ts';

const LOCK = path.join(import.meta.dirname, 'samples', 'lock.json');
const SAMPLES = path.resolve(import.meta.dirname, '../samples');

/** Samples that need more than the standard library, and what makes sure of that. */
const WITH_PACKAGES: Readonly<Record<string, () => Promise<string>>> = {
  'fastapi-sqlalchemy': samplePackages,
  'sqlalchemy-async': samplePackages,
  'gevent-service': async () => (await obtainGevent(USUAL_VERSION)).packages,
};

/** Written last into a copy: where it was copied from. */
const ORIGIN_MARKER = '.copied-from';

/** Where Debian's packages have Python's. */
const DEBIAN_PACKAGES = 'usr/lib/python3/dist-packages';

/** The folder of the packages in the one where they are unpacked, and that of their licences. */
const PACKAGES = 'packages';
const LICENCES = 'licences';

/** Makes sure that the packages are in the cache. @returns their folder. */
export async function samplePackages(): Promise<string> {
  return path.join(await unpacked(await lockedPackages()), PACKAGES);
}

/** The licences of the packages, for who gives them to others. */
export async function samplePackageLicences(): Promise<Component[]> {
  const locked = await lockedPackages();
  const folder = path.join(await unpacked(locked), LICENCES);
  return Promise.all(
    locked.map(async ({ name, version, licence }) => ({
      name,
      version,
      licence,
      text: await readFile(path.join(folder, name), 'utf8'),
    })),
  );
}

async function lockedPackages(): Promise<LockedFile[]> {
  return parseLock(await readFile(LOCK, 'utf8'));
}

function unpacked(locked: readonly LockedFile[]): Promise<string> {
  const prepare = async (unpacking: Unpacking): Promise<void> => {
    const packages = path.join(unpacking.workspace.folder, PACKAGES);
    await mkdir(path.join(unpacking.workspace.folder, LICENCES));
    for (const each of locked) await unpackInto(packages, each, unpacking);
    await compile(packages);
  };
  return unpackedPackages('sample-packages', locked, prepare, [LICENCES]);
}

/**
 * Gives each sample that needs packages a folder of them. A link to the cache would not
 * do: programs are not given what links in their folder lead to.
 */
export async function copySamplePackages(): Promise<void> {
  for (const [sample, obtain] of Object.entries(WITH_PACKAGES)) {
    const packages = await obtain();
    const folder = path.join(SAMPLES, sample, PROJECT_PACKAGES);
    const marker = path.join(folder, ORIGIN_MARKER);
    const origin = await readFile(marker, 'utf8').catch(() => undefined);
    if (origin === packages) continue;
    await rm(folder, { recursive: true, force: true });
    // Modules are compiled for the times of their files.
    await cp(packages, folder, { recursive: true, preserveTimestamps: true });
    await writeFile(marker, packages);
  }
}

async function unpackInto(
  packages: string,
  { name, package: debianName }: LockedFile,
  { workspace, unpack }: Unpacking,
): Promise<void> {
  const folder = path.join(workspace.folder, 'unpacked');
  await unpack(name, folder);
  const source = path.join(folder, DEBIAN_PACKAGES);
  if (name === 'pydantic') await cpPydantic(source, packages);
  else await cp(source, packages, { recursive: true });
  const documents = path.join(folder, 'usr/share/doc', debianName);
  await cp(path.join(documents, 'copyright'), path.join(workspace.folder, LICENCES, name));
  await rm(folder, { recursive: true });
}

/**
 * Pydantic 2 is half in Rust, for which Debian has no standard library that shares
 * its memory between threads in WebAssembly. It carries the last Pydantic 1, which
 * is in pure Python, under the name `pydantic.v1`: here it gets its own name back.
 */
async function cpPydantic(source: string, packages: string): Promise<void> {
  const target = path.join(packages, 'pydantic');
  await cp(path.join(source, 'pydantic/v1'), target, { recursive: true });
  for (const name of await readdir(target)) {
    if (!name.endsWith('.py')) continue;
    const file = path.join(target, name);
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replaceAll('pydantic.v1', 'pydantic'));
  }
}

async function compile(packages: string): Promise<void> {
  const mount = {
    kind: 'directory',
    point: '/packages',
    source: packages,
    isReadOnly: false,
  } as const;
  const { code, stdout, stderr } = await runGuestPython(
    ['-m', 'compileall', '-q', mount.point],
    [mount],
  );
  if (code !== 0) throw new Error(`a package does not compile: ${stdout}${stderr}`);
}
