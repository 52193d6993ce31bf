import path from 'node:path';
import type { PythonVersion } from '../../session/python/versions.ts';
import { PROJECT_SOURCES } from '../recipe/workspace.ts';
import { pythonHeaders } from '../sideModules/pythonHeaders.ts';

/** What CPython's own sources are compiled with: as parts of it, and with what the port puts before each. */
export const CPYTHON_FLAGS = ['-DPy_BUILD_CORE_MODULE=1', '-include', 'host_signals.h'];

/** Where the headers are that they include beside those of extension modules. */
export function cpythonFolders(version: PythonVersion): string[] {
  return [path.join(pythonHeaders(version), 'internal'), path.join(PROJECT_SOURCES, 'interpreter')];
}
