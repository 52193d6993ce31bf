import fs from 'node:fs';
import type { ServedPython } from '../debug-adapter/session/browser/machine.ts';
import {
  agentArchive,
  missingModules,
  type PythonDistribution,
} from '../debug-adapter/session/node/distribution.ts';

/** The files of a Python on this machine that pages need, by what {@link ServedPython} calls them. */
export type PythonFiles = Pick<ServedPython, 'interpreter' | 'library' | 'sharedModules' | 'agent'>;

export function filesOfPython(python: PythonDistribution): PythonFiles {
  const { version, interpreter, library, sharedModules } = python;
  return { interpreter, library, sharedModules, agent: agentArchive(version) };
}

/**
 * What is told a page of a Python.
 *
 * @param places where the page finds its files: URLs, or what will be made URLs of.
 * @param moduleNames which of its shared modules are there; all, by default.
 */
export function servedPython(
  { version, sharedModules }: PythonDistribution,
  places: PythonFiles,
  moduleNames: readonly string[] = fs.readdirSync(sharedModules),
): ServedPython {
  return { version, ...places, moduleNames, missingModules: missingModules(version) };
}
