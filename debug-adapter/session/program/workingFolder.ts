import path from '#platform/path.ts';
import type { MountSpecification } from '../../runtime/hosting/mountSpecification.ts';
import { defaultGuestPath } from '../python/guestPath.ts';
import { contains, realPath } from './paths.ts';

/**
 * What a program run from a folder of the machine may reach without being told:
 * that folder, to read and to change. Only to read where the user has granted it,
 * or a folder around it, for no more than that; the innermost grant decides.
 */
export function workingFolderMount(
  folder: string,
  granted: readonly MountSpecification[],
): MountSpecification {
  const source = path.resolve(folder);
  return {
    kind: 'directory',
    point: defaultGuestPath(folder),
    source,
    isReadOnly: isGrantedReadOnly(source, granted),
  };
}

function isGrantedReadOnly(folder: string, granted: readonly MountSpecification[]): boolean {
  const place = realPath(folder);
  let innermost = '';
  let isReadOnly = false;
  for (const grant of granted) {
    if (grant.kind !== 'directory') continue;
    const source = realPath(grant.source);
    if (!contains(source, place) || source.length < innermost.length) continue;
    isReadOnly = grant.isReadOnly && (isReadOnly || source !== innermost);
    innermost = source;
  }
  return isReadOnly;
}
