import { surroundings } from '#platform/surroundings.ts';
import type { Environment } from '../platform/surroundings.ts';

/** The versions of Python that there are, by what programs ask for: the oldest first. */
export const PYTHON_VERSIONS = ['3.13', '3.14'] as const;

/** A version of Python that there is. */
export type PythonVersion = (typeof PYTHON_VERSIONS)[number];

/** The version that runs what asks for none, and that is packed with the extension. */
export const USUAL_VERSION: PythonVersion = '3.13';

/** The environment variable that names the version for whatever else asks for none. */
export const VERSION_VARIABLE = 'WASIX_PYTHON_VERSION';

/** The version of Python for what asks for none, in this process. */
export function defaultVersion(environment: Environment = surroundings.environment): PythonVersion {
  const chosen = environment[VERSION_VARIABLE];
  return PYTHON_VERSIONS.find(version => version === chosen) ?? USUAL_VERSION;
}

/** Whether a configuration's value means a version of Python, be it one that there is not. */
export function isVersion(value: unknown): boolean {
  return /^\d+(\.\d+)*$/.test(String(value));
}

/** Where a version's library is mounted, and what tracebacks and breakpoints call its files. */
export function guestLibrary(version: PythonVersion): string {
  return `/usr/lib/python${version}`;
}

/** Whether a path of the guest is one of a version's library. */
export function isInLibrary(guestPath: string): boolean {
  return PYTHON_VERSIONS.some(version => guestPath.startsWith(`${guestLibrary(version)}/`));
}
