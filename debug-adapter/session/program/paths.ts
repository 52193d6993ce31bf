import { files } from '#platform/files.ts';
import path from '#platform/path.ts';

/** The path without symbolic links, of what exists. */
export function realPath(place: string): string {
  return files.exists(place) ? files.realPath(place) : place;
}

/** Whether `inner` is `folder` or below it, as the paths are written. */
export function contains(folder: string, inner: string): boolean {
  const way = path.relative(folder, inner);
  return way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
}
