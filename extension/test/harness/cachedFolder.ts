import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder } from '../../../debug-adapter/python/setup/cache.ts';

/**
 * A folder of the cache that `install` has filled completely: a run that is
 * interrupted, or two at once, never leave half of one behind under this name.
 *
 * @param name tells one content from another, by the versions of what is in it.
 */
export async function cachedFolder(
  name: string,
  install: (folder: string) => Promise<void>,
): Promise<string> {
  const cache = cacheFolder();
  mkdirSync(cache, { recursive: true });
  const entries = readdirSync(cache);
  const folder = path.join(cache, name);
  if (entries.includes(name)) return folder;
  removeAbandoned(cache, entries, name);
  const partial = `${folder}.partial-${process.pid}`;
  mkdirSync(partial);
  try {
    await install(partial);
    renameSync(partial, folder);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    // Another run may have been first.
    if (!readdirSync(cache).includes(name)) throw error;
  }
  return folder;
}

function removeAbandoned(cache: string, entries: readonly string[], name: string): void {
  const prefix = `${name}.partial-`;
  for (const entry of entries) {
    if (!entry.startsWith(prefix) || isRunning(Number(entry.slice(prefix.length)))) continue;
    rmSync(path.join(cache, entry), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
