import { PYTHON_VERSIONS, type PythonVersion } from '../python/versions.ts';
import type { ServedPython } from './machine.ts';

let served: readonly ServedPython[] = [];

/** Tells which versions of Python there are. */
export function usePythons(pythons: readonly ServedPython[]): void {
  served = pythons;
}

/** @returns undefined when that version of WASIX Python is not there. */
export function findPython(version: PythonVersion): ServedPython | undefined {
  return served.find(python => python.version === version);
}

/** The versions of WASIX Python that are there. */
export function presentVersions(): PythonVersion[] {
  return PYTHON_VERSIONS.filter(version => findPython(version) !== undefined);
}

/** Modules of a version of Python that it has not in WebAssembly, with the reason of each. */
export function missingModules(version: PythonVersion): ServedPython['missingModules'] {
  return findPython(version)?.missingModules ?? [];
}
