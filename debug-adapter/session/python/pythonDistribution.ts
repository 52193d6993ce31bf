import type { PythonVersion } from './versions.ts';

/**
 * The files of a version of WASIX Python: their paths on this machine, as set-up or the package left them, or
 * the URLs at which a page has them.
 */
export interface PythonDistribution {
  readonly version: PythonVersion;
  /** The interpreter, a WASIX module. */
  readonly interpreter: string;
  /** The standard library, a ZIP archive. */
  readonly library: string;
  /** The folder of {@link SHARED_MODULES}. */
  readonly sharedModules: string;
}

/** The library's extension modules that are loaded when they are first imported, as CPython calls their folder. */
export const SHARED_MODULES = 'lib-dynload';
