import { GuestThread } from '../../runtime/node/guestThread.ts';
import {
  type PreparedProgram,
  type ProgramFiles,
  prepareProgram,
} from '../../runtime/node/programFiles.ts';
import { PYTHON_VERSIONS } from '../python/versions.ts';
import { findPython } from './distribution.ts';
import { pythonProgram } from './pythonProgram.ts';

/**
 * Begins to start the thread of a Python that will be run, and reads the interpreter, as far as
 * that can be done before it is known what it runs: the caller has more to load.
 *
 * @param version of Python that will run, if it is known, by its name.
 */
export function preparePython(version?: string): GuestThread | undefined {
  const files = pythonFiles(version);
  return files && new GuestThread(files);
}

/** The same for a Python that will be run in this thread. */
export function preparePythonHere(version?: string): PreparedProgram | undefined {
  const files = pythonFiles(version);
  return files && prepareProgram(files);
}

function pythonFiles(version?: string): ProgramFiles | undefined {
  const python = findPython(PYTHON_VERSIONS.find(each => each === version));
  return python && pythonProgram(python);
}
