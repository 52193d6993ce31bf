/** The packages that samples import: from Debian, or made of its sources, since a sample has to run without an index of Python's. */
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { obtainGevent } from '../debug-adapter/python/gevent/geventPackage.ts';
import { parseLock } from '../debug-adapter/python/setup/lock.ts';
import { type Unpacking, unpackedPackages } from '../debug-adapter/python/unpackedPackages.ts';
import { PROJECT_PACKAGES } from '../debug-adapter/session/python/packages.ts';
import { USUAL_VERSION } from '../debug-adapter/session/python/versions.ts';
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

/** Makes sure that the packages are in the cache. @returns their folder. */
export async function samplePackages(): Promise<string> {
  const locked = parseLock(await readFile(LOCK, 'utf8'));
  const folder = await unpackedPackages('sample-packages', locked, async unpacking => {
    const packages = path.join(unpacking.workspace.folder, 'packages');
    for (const { name } of locked) await unpackInto(packages, name, unpacking);
    await compile(packages);
  });
  return path.join(folder, 'packages');
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

async function unpackInto(packages: string, name: string, { workspace, unpack }: Unpacking) {
  const unpacked = path.join(workspace.folder, 'unpacked');
  await unpack(name, unpacked);
  const source = path.join(unpacked, DEBIAN_PACKAGES);
  if (name === 'pydantic') await cpPydantic(source, packages);
  else await cp(source, packages, { recursive: true });
  await rm(unpacked, { recursive: true });
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
