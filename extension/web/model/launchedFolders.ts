import path from '#platform/path.ts';
import type { LaunchAttributes } from '../../launchDefaults.ts';

/**
 * The folders that a program reaches by a launch configuration, none of them in another: its own, `cwd`, and those of
 * `mounts`. Values of the wrong type are left for the debug adapter, which tells what is wrong with them.
 */
export function launchedFolders({ program, cwd, mounts }: LaunchAttributes): readonly string[] {
  const sources = Array.isArray(mounts) ? mounts.map(mount => mount?.source) : [];
  const named = [typeof program === 'string' ? path.dirname(program) : undefined, cwd, ...sources];
  const folders = named.filter(folder => typeof folder === 'string' && folder.startsWith('/'));
  const different = [...new Set(folders)];
  return different.filter(folder => !different.some(other => isInside(folder, other)));
}

function isInside(inner: string, folder: string): boolean {
  return inner !== folder && inner.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}
