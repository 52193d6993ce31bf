import { files } from '#platform/files.ts';
import path from '#platform/path.ts';
import type { MountSpecification } from '../../runtime/hosting/mountSpecification.ts';
import { contains, realPath } from '../program/paths.ts';
import { defaultGuestPath } from './guestPath.ts';

/** The folder of a project that `wasix-python pip install` installs to. */
export const PROJECT_PACKAGES = '.wasix-packages';

/** What virtual environments are called by convention. */
const ENVIRONMENTS = ['.venv', 'venv'];

/** The names in a folder that {@link findPackages} may find packages in. */
export const PACKAGE_PLACES: readonly string[] = [PROJECT_PACKAGES, ...ENVIRONMENTS];

/** What an environment of venv's, or of conda's, is known by. */
const ENVIRONMENT_MARKS = ['pyvenv.cfg', 'conda-meta'];

/**
 * The folders of packages that belong to a program: {@link PROJECT_PACKAGES} and
 * the virtual environments in the folders around it.
 *
 * @param folders where to look, such as that of the program and the current one.
 */
export function findPackages(folders: readonly string[]): string[] {
  const found = folders.flatMap(folder =>
    [
      path.join(folder, PROJECT_PACKAGES),
      ...ENVIRONMENTS.flatMap(name => sitePackages(path.join(folder, name))),
    ].filter(place => isReallyIn(folder, place)),
  );
  return [...new Set(found)];
}

/** Mounts of folders of packages, for reading, each where a mount is by default. */
export function packageMounts(folders: readonly string[]): MountSpecification[] {
  return folders.map(folder => ({
    kind: 'directory',
    point: defaultGuestPath(folder),
    source: files.realPath(folder),
    isReadOnly: true,
  }));
}

/** What to import from when a folder is named: of a virtual environment, what is installed in it. */
export function packagesIn(folder: string): string[] {
  const ofEnvironment = sitePackages(folder);
  return ofEnvironment.length > 0 ? ofEnvironment : [folder];
}

/** The folders of packages of an environment; none if it is no such thing. */
export function sitePackages(environment: string): string[] {
  const isEnvironment = ENVIRONMENT_MARKS.some(mark => files.exists(path.join(environment, mark)));
  if (!isEnvironment) return [];
  const library = path.join(environment, 'lib');
  const versions = files.exists(library) ? files.list(library) : [];
  return [
    ...versions.map(({ name }) => path.join(library, name, 'site-packages')),
    path.join(environment, 'Lib', 'site-packages'),
  ].filter(place => isReallyIn(environment, place));
}

/**
 * Whether something is there that no symbolic link leads out of the folder to. A
 * program could have made the link, to be granted more when it runs the next time.
 */
function isReallyIn(folder: string, place: string): boolean {
  return files.exists(place) && contains(realPath(folder), realPath(place));
}
