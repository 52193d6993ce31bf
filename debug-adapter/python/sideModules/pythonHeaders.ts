import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { PythonVersion } from '../../session/python/versions.ts';
import { PROJECT_SOURCES } from '../recipe/workspace.ts';
import { HEADER } from '../toolchain.ts';

/**
 * The folder with `Python.h` of WASIX Python, and with `greenlet/greenlet.h`.
 * @throws {Error} when this checkout has not been set up.
 */
export function pythonHeaders(version: PythonVersion): string {
  const folder = path.resolve(PROJECT_SOURCES, '../../dist/python', version, 'include');
  if (!existsSync(path.join(folder, 'Python.h'))) {
    throw new Error(`The headers of Python ${version} are not in ${folder}; run npm run setup.`);
  }
  return folder;
}

/** All headers in a folder and those below it, by absolute paths and in order. */
export async function headersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter(entry => entry.isFile() && HEADER.test(entry.name))
    .map(entry => path.join(entry.parentPath, entry.name))
    .sort();
}
