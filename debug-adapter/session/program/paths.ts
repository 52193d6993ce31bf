import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';

/** The path without symbolic links, of what exists. */
export function realPath(place: string): string {
  return existsSync(place) ? realpathSync(place) : place;
}

/** Whether `inner` is `folder` or below it, as the paths are written. */
export function contains(folder: string, inner: string): boolean {
  const way = path.relative(folder, inner);
  return way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
}
