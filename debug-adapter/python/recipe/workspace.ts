import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { PythonVersion } from '../../session/python/versions.ts';
import { run } from '../setup/command.ts';
import type { SourceFile } from '../setup/sources.ts';
import { digestOf } from '../setup/steps.ts';

/** Where a recipe works, and what it works on. */
export interface Workspace {
  readonly folder: string;
  /** The downloads by the name that lock.json gives them. */
  readonly sources: ReadonlyMap<string, SourceFile>;
}

/** Where a version of Python is made. */
export interface PythonWorkspace extends Workspace {
  readonly version: PythonVersion;
}

/** The folder of what is made for one version of Python alone. */
export function versionFolder({ folder, version }: PythonWorkspace): string {
  return path.join(folder, `python${version}`);
}

/** How many programs the recipe runs at once. */
export const JOBS = availableParallelism();

/** The project's own sources: the folder debug-adapter/python. */
export const PROJECT_SOURCES = path.dirname(import.meta.dirname);

/** The download of that name. It is a mistake in the recipe to name one that lock.json has not. */
export function sourceOf(workspace: Workspace, name: string): SourceFile {
  const source = workspace.sources.get(name);
  if (source === undefined) throw new Error(`lock.json has no ${name} for this machine`);
  return source;
}

/** Digests of downloads, as inputs of a step. */
export function digestsOf(workspace: Workspace, names: readonly string[]): string[] {
  return names.map(name => sourceOf(workspace, name).sha256);
}

/** One digest of files' contents and names, as input of a step. */
export async function digestOfFiles(files: readonly string[]): Promise<string> {
  const contents = await Promise.all(files.map(file => readFile(file, 'utf8')));
  return digestOf(files.flatMap((file, index) => [path.basename(file), contents[index]!]));
}

/** The project's files in one of its folders that go into the build: all but tests. */
export async function projectFiles(folder: string): Promise<string[]> {
  const root = path.join(PROJECT_SOURCES, folder);
  const names = await readdir(root);
  return names
    .filter(name => !name.endsWith('.test.ts'))
    .sort()
    .map(name => path.join(root, name));
}

/** Where a source tarball is unpacked. */
export function sourceTree(workspace: Workspace, name: string): string {
  const { python } = sourceOf(workspace, name).locked;
  return path.join(workspace.folder, python === undefined ? '' : `python${python}`, 'src', name);
}

/**
 * Unpacks a source tarball without its top folder, all of it or the members
 * that match the patterns of tar.
 */
export async function unpackTarball(
  workspace: Workspace,
  name: string,
  logFile: string,
  patterns: readonly string[] = [],
): Promise<string> {
  const tree = sourceTree(workspace, name);
  await rm(tree, { recursive: true, force: true });
  await mkdir(tree, { recursive: true });
  const { file } = sourceOf(workspace, name);
  await run('tar', ['-xf', file, '-C', tree, '--strip-components=1', '--wildcards', ...patterns], {
    logFile,
  });
  return tree;
}

/** Unpacks a binary package's files into a folder, over what is there. */
export async function unpackPackage(
  workspace: Workspace,
  name: string,
  folder: string,
  logFile: string,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await run('dpkg-deb', ['--extract', sourceOf(workspace, name).file, folder], { logFile });
}
