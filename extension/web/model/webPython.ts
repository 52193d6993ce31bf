import type { PythonVersion } from '../../../debug-adapter/session/browser/versions.ts';

/** The file in `dist` in which the build tells of a version of Python, if that came with this extension. */
export function webPythonFile(version: PythonVersion): string {
  return `web-python-${version}.json`;
}
