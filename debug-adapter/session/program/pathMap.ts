import path from 'node:path';
import type { MountSpecification } from '../../runtime/node/guestMessages.ts';
import { defaultGuestPath } from '../python/guestPath.ts';

interface Pair {
  readonly host: string;
  readonly guest: string;
}

/** Translates paths between this machine and the guest, by the guest's mounts. */
export class PathMap {
  readonly #pairs: Pair[];

  constructor(mounts: readonly MountSpecification[]) {
    this.#pairs = mounts
      .filter(mount => mount.kind === 'directory')
      .map(mount => ({ host: mount.source, guest: mount.point }))
      .toSorted((a, b) => b.guest.length - a.guest.length);
  }

  /** The file on this machine; undefined for one that only the guest has. */
  toHost(guestPath: string): string | undefined {
    for (const { host, guest } of this.#pairs) {
      const rest = below(guestPath, guest, '/');
      if (rest !== undefined) return path.join(host, ...rest.split('/'));
    }
    return undefined;
  }

  /** The file in the guest; one outside of all mounts keeps its path, where nothing will be. */
  toGuest(hostPath: string): string {
    for (const { host, guest } of this.#pairs) {
      const rest = below(hostPath, host, path.sep);
      if (rest !== undefined) return path.posix.join(guest, ...rest.split(path.sep));
    }
    return defaultGuestPath(hostPath);
  }
}

/** What follows `folder` in `file`; undefined when the file lies elsewhere. */
function below(file: string, folder: string, separator: string): string | undefined {
  const prefix = folder.endsWith(separator) ? folder : folder + separator;
  if (file === folder) return '';
  return file.startsWith(prefix) ? file.slice(prefix.length) : undefined;
}
