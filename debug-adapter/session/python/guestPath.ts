import path from '#platform/path.ts';

/**
 * The path at which the guest finds a file or folder of the machine when a mount
 * does not say otherwise: the same path. A Windows drive becomes a folder, so
 * that `C:\work\app.py` is `/c/work/app.py`.
 */
export function defaultGuestPath(hostPath: string): string {
  const slashed = path.resolve(hostPath).replaceAll('\\', '/');
  const drive = /^([A-Za-z]):(.*)$/.exec(slashed);
  return drive === null ? slashed : `/${drive[1]?.toLowerCase()}${drive[2]}`;
}
