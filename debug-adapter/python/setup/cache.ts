import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';

export { cacheFolder } from '../../session/node/cacheFolder.ts';

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
