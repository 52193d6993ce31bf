/** Packages of Debian that tests and modules are made with, unpacked into the cache, never installed. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { unpackPackage, type Workspace } from './recipe/workspace.ts';
import { findArchive } from './setup/archive.ts';
import { cacheFolder } from './setup/cache.ts';
import { excludeOthers } from './setup/exclusion.ts';
import type { LockedFile } from './setup/lock.ts';
import { obtain, type SourceFile } from './setup/sources.ts';

/** Written last, so that a folder with it is whole. */
const MARKER = 'complete';

/** Packages that are downloaded, and where they are made ready. */
export interface Unpacking {
  readonly workspace: Workspace;
  readonly logFile: string;
  /** Unpacks one of the packages over what is in a folder. */
  unpack(name: string, folder: string): Promise<void>;
}

/** Of a package that is there for several architectures, the one for this machine. */
export function isForThisMachine(file: LockedFile): boolean {
  const architecture = process.arch === 'arm64' ? 'arm64' : 'amd64';
  return file.architecture === undefined || file.architecture === architecture;
}

/** Where packages are unpacked: in a folder of the cache for just these. */
function placeOf(
  name: string,
  packages: readonly LockedFile[],
  inputs: readonly string[] = [],
): string {
  const parts = [...packages.map(({ sha256 }) => sha256), ...inputs];
  const digest = createHash('sha256').update(parts.join());
  return path.join(cacheFolder(), `${name}-${digest.digest('hex').slice(0, 16)}`);
}

/** Whether `unpackedPackages` has these already. */
export function areUnpacked(
  name: string,
  packages: readonly LockedFile[],
  inputs: readonly string[] = [],
): boolean {
  return existsSync(path.join(placeOf(name, packages, inputs), MARKER));
}

/**
 * Makes sure that packages are unpacked in a folder of the cache.
 *
 * @param name of the folder, to which a digest of the packages is added.
 * @param prepare unpacks them, and does what else there is to do, once.
 * @param inputs what else determines the result, as texts.
 * @returns the folder.
 * @throws Error whose message says why they cannot be had, on a machine without
 *   Debian's archive for instance.
 */
export async function unpackedPackages(
  name: string,
  packages: readonly LockedFile[],
  prepare: (unpacking: Unpacking) => Promise<void>,
  inputs: readonly string[] = [],
): Promise<string> {
  const folder = placeOf(name, packages, inputs);
  if (areUnpacked(name, packages, inputs)) return folder;
  await using _exclusion = await excludeOthers(folder, () => {});
  // Another process may have done it meanwhile.
  if (areUnpacked(name, packages, inputs)) return folder;

  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const logFile = path.join(folder, 'set-up.log');
  const archive = await findArchive(logFile);
  const sources = new Map<string, SourceFile>();
  for (const locked of packages) {
    const options = { archive, folder: path.join(cacheFolder(), 'downloads'), logFile };
    const warn = (warning: string): void => console.warn(`Warning: ${warning}`);
    sources.set(locked.name, await obtain(locked, { ...options, report: () => {}, warn }));
  }
  const workspace = { folder, sources };
  await prepare({
    workspace,
    logFile,
    unpack: (packageName, target) => unpackPackage(workspace, packageName, target, logFile),
  });
  await writeFile(path.join(folder, MARKER), '');
  return folder;
}
