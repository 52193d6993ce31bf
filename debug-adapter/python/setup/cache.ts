import { mkdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

/** This project's folder in the user's cache directory (XDG Base Directory Specification). */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const base = environment.XDG_CACHE_HOME;
  // The specification: relative paths are invalid and have to be ignored.
  const root = base !== undefined && path.isAbsolute(base) ? base : path.join(homedir(), '.cache');
  return path.join(root, 'wasix-python-debug');
}

/** Puts a finished folder in its place in one step, so that it is never seen half-done. */
export async function publish(staging: string, place: string): Promise<void> {
  await mkdir(path.dirname(place), { recursive: true });
  const replaced = `${place}.replaced`;
  await rm(replaced, { recursive: true, force: true });
  await rename(place, replaced).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  await rename(staging, place);
  await rm(replaced, { recursive: true, force: true });
}
