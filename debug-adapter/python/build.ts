import { cp, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { PythonVersion } from '../session/python/versions.ts';
import { lockedFor, pythonKey, readLock, toolchainKey } from './artifactKeys.ts';
import { writeArtifact } from './recipe/artifact.ts';
import { compilerFolder } from './recipe/crossCompiler.ts';
import { pythonSteps, TOOLCHAIN_SOURCES, toolchainSteps } from './recipe/recipe.ts';
import type { Workspace } from './recipe/workspace.ts';
import { findArchive } from './setup/archive.ts';
import { publish } from './setup/cache.ts';
import { findMissingPackages, installPackages } from './setup/debianPackages.ts';
import type { LockedFile } from './setup/lock.ts';
import type { Progress } from './setup/progress.ts';
import { obtain, type SourceFile } from './setup/sources.ts';
import { runSteps } from './setup/steps.ts';

/** Where a build works and whom it tells. */
export interface BuildSite {
  /** This project's folder in the user's cache directory. */
  readonly cache: string;
  readonly progress: Progress;
}

/** Where the artifact with this key is, if it is there. */
export function artifactFolder(cache: string, name: 'python' | 'toolchain', key: string): string {
  return path.join(cache, `${name}-${key}`);
}

/** The folder that all builds share, one at a time. Steps that nothing has changed stay valid. */
function workFolder(site: BuildSite): string {
  return path.join(site.cache, 'build');
}

/** What is shipped is WebAssembly or source, whatever machine its package was made for. */
function isForThisMachine(file: LockedFile): boolean {
  const architecture = process.arch === 'arm64' ? 'arm64' : 'amd64';
  return file.shipped || file.architecture === undefined || file.architecture === architecture;
}

function inMebibytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1);
}

async function download(
  site: BuildSite,
  wanted: readonly LockedFile[],
  logFile: string,
): Promise<Map<string, SourceFile>> {
  const archive = await findArchive(logFile);
  const sources = new Map<string, SourceFile>();
  for (const locked of wanted) {
    const source = await obtain(locked, {
      archive,
      folder: path.join(site.cache, 'downloads'),
      logFile,
      warn: warning => site.progress.note(`Warning: ${warning}`),
      report: (received, total) => {
        const whole = total === undefined ? '' : ` of ${inMebibytes(total)}`;
        site.progress.detail(`${locked.name}: ${inMebibytes(received)}${whole} MiB`);
      },
    });
    sources.set(locked.name, source);
  }
  return sources;
}

async function inProgress<T>(site: BuildSite, label: string, work: () => Promise<T>): Promise<T> {
  site.progress.begin(label);
  try {
    const result = await work();
    site.progress.end();
    return result;
  } catch (error) {
    site.progress.end('failed');
    throw error;
  }
}

/** What every recipe needs before its first step: packages installed, sources downloaded. */
async function prepare(site: BuildSite, wanted: readonly LockedFile[]): Promise<Workspace> {
  const folder = workFolder(site);
  if (/\s/.test(folder)) {
    throw new Error(
      `CPython cannot be built in ${folder}, which has a space in its name; set XDG_CACHE_HOME ` +
        'to a folder without.',
    );
  }
  const logFile = path.join(folder, 'logs', '00-preparation.log');
  await mkdir(folder, { recursive: true });
  await inProgress(site, 'Debian packages', async () =>
    installPackages(await findMissingPackages(logFile), logFile),
  );
  const sources = await inProgress(site, 'Downloads', () =>
    download(site, wanted.filter(isForThisMachine), logFile),
  );
  return { folder, sources };
}

async function publishToolchain(site: BuildSite, workspace: Workspace, key: string): Promise<void> {
  const staging = path.join(workspace.folder, 'toolchain-artifact');
  await rm(staging, { recursive: true, force: true });
  await cp(compilerFolder(workspace), staging, { recursive: true, verbatimSymlinks: true });
  await publish(staging, artifactFolder(site.cache, 'toolchain', key));
}

/**
 * Builds the cross compiler and puts it into the cache. The caller keeps other builds out.
 * @throws {Error} whose message says what failed and what to do.
 */
export async function buildToolchain(site: BuildSite): Promise<void> {
  const key = await toolchainKey();
  const locked = await readLock();
  const wanted = locked.filter(({ name }) => TOOLCHAIN_SOURCES.includes(name));
  const workspace = await prepare(site, wanted);
  await runSteps(await toolchainSteps(workspace), workspace.folder, site.progress);
  await publishToolchain(site, workspace, key);
}

/**
 * Builds a version of WASIX Python, and the cross compiler with it, and puts both into the
 * cache. The caller keeps other builds out. What an interrupted or failed build, or that of
 * another version, has finished is not done again.
 * @throws {Error} whose message says what failed and what to do.
 */
export async function buildPython(site: BuildSite, version: PythonVersion): Promise<void> {
  // First: who edits a source during the build does not get an artifact that claims to have it.
  const [key, compilerKey] = [await pythonKey(version), await toolchainKey()];
  const prepared = await prepare(site, lockedFor(version, await readLock()));
  const workspace = { ...prepared, version };
  const times = await runSteps(await pythonSteps(workspace), workspace.folder, site.progress);
  await publishToolchain(site, workspace, compilerKey);
  const staging = path.join(workspace.folder, 'python-artifact');
  const logFile = path.join(workspace.folder, 'logs', '99-artifact.log');
  await writeArtifact(workspace, staging, key, times, logFile);
  await publish(staging, artifactFolder(site.cache, 'python', key));
}

/** Deletes what earlier builds left to go on from. */
export async function discardWork(site: BuildSite): Promise<void> {
  await rm(workFolder(site), { recursive: true, force: true });
}
