import { readdir } from 'node:fs/promises';
import path from 'node:path';

/**
 * The folder of a crate among others, `NAME-VERSION`: the newest of a version.
 * @param version its first numbers.
 * @throws {Error} when there is none.
 */
export async function versionFolder(
  folder: string,
  name: string,
  version: string,
): Promise<string> {
  const fitting = (await readdir(folder)).filter(each => each.startsWith(`${name}-${version}.`));
  const newest = fitting.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1);
  if (newest === undefined) throw new Error(`There is no ${name} ${version} in ${folder}.`);
  return path.join(folder, newest);
}
