import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { PythonVersion } from '../session/python/versions.ts';
import { TOOLCHAIN_FILES, TOOLCHAIN_SOURCES } from './recipe/recipe.ts';
import { PROJECT_SOURCES, projectFiles } from './recipe/workspace.ts';
import { identityOf, type LockedFile, parseLock } from './setup/lock.ts';

/** A text that determines what is built. */
export interface KeyPart {
  readonly name: string;
  readonly content: string;
}

/** The key of an artifact: 16 hexadecimal digits that change when any part does. */
export function keyOf(parts: readonly KeyPart[]): string {
  const sorted = [...parts].sort((a, b) => (a.name < b.name ? -1 : 1));
  const text = JSON.stringify(sorted.map(({ name, content }) => [name, content]));
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/**
 * The downloads that lock.json pins.
 * @throws {LockError} when it is malformed.
 */
export async function readLock(): Promise<LockedFile[]> {
  return parseLock(await readFile(path.join(PROJECT_SOURCES, 'lock.json'), 'utf8'));
}

async function partsOf(files: readonly string[]): Promise<KeyPart[]> {
  return Promise.all(
    files.map(async file => ({
      name: path.relative(PROJECT_SOURCES, file).split(path.sep).join('/'),
      content: await readFile(file, 'utf8'),
    })),
  );
}

function lockParts(locked: readonly LockedFile[]): KeyPart[] {
  return locked.map(file => ({
    name: identityOf(file),
    content: file.sha256,
  }));
}

/** What of lock.json goes into a version of Python. */
export function lockedFor(version: PythonVersion, locked: readonly LockedFile[]): LockedFile[] {
  return locked.filter(({ python }) => python === undefined || python === version);
}

/** Key of a version of WASIX Python: its downloads, and each source of this project in it. */
export async function pythonKey(version: PythonVersion): Promise<string> {
  const folders = ['recipe', 'greenlet', 'interpreter', 'library', 'sqlite', 'training'];
  const files = await Promise.all(folders.map(projectFiles));
  const locked = lockedFor(version, await readLock());
  return keyOf([
    { name: 'version', content: version },
    ...lockParts(locked),
    ...(await partsOf(files.flat())),
  ]);
}

/** Key of the cross compiler, which is a part of the recipe of WASIX Python. */
export async function toolchainKey(): Promise<string> {
  const locked = (await readLock()).filter(({ name }) => TOOLCHAIN_SOURCES.includes(name));
  return keyOf([...lockParts(locked), ...(await partsOf(TOOLCHAIN_FILES))]);
}
