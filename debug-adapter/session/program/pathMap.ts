import path from '#platform/path.ts';
import type { MountSpecification } from '../../runtime/hosting/mountSpecification.ts';
import { defaultGuestPath } from '../python/guestPath.ts';
import { realPath } from './paths.ts';

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
    return this.allInGuest(hostPath)[0] as string;
  }

  /**
   * The paths by which the guest has a file: first as the path is written, if a mount has that,
   * and then where else it is to be found, since links lead there. One at least.
   */
  allInGuest(hostPath: string): string[] {
    const written = this.#pairs.flatMap(pair => inGuest(pair, hostPath));
    const real = realPath(hostPath);
    const found = this.#pairs
      .flatMap(({ host, guest }) => inGuest({ host: realPath(host), guest }, real))
      // One mount may hide what another has there.
      .filter(guestPath => realPath(this.toHost(guestPath) ?? '') === real);
    const all = new Set([...written.slice(0, 1), ...found]);
    return all.size === 0 ? [defaultGuestPath(hostPath)] : [...all];
  }
}

function inGuest({ host, guest }: Pair, hostPath: string): string[] {
  const rest = below(hostPath, host, path.sep);
  return rest === undefined ? [] : [path.posix.join(guest, ...rest.split(path.sep))];
}

/** What follows `folder` in `file`; undefined when the file lies elsewhere. */
function below(file: string, folder: string, separator: string): string | undefined {
  const prefix = folder.endsWith(separator) ? folder : folder + separator;
  if (file === folder) return '';
  return file.startsWith(prefix) ? file.slice(prefix.length) : undefined;
}
