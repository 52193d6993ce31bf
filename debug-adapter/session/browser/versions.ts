import { PYTHON_VERSIONS, type PythonVersion, USUAL_VERSION } from '../python/versions.ts';

export type { PythonVersion };
export { USUAL_VERSION };

/** The version that runs what a launch configuration starts with this for `python`, which may be anything. */
export function wantedVersion(python: unknown): PythonVersion {
  return PYTHON_VERSIONS.find(version => version === python) ?? USUAL_VERSION;
}
