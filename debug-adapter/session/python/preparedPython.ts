import { GuestThread } from '../../runtime/node/guestThread.ts';
import { findPython } from './distribution.ts';
import { pythonCodeFile } from './pythonCode.ts';

/**
 * Begins to start the thread of a Python that will be run, and reads the interpreter, as far as
 * that can be done before it is known what it runs: the caller has more to load.
 */
export function preparePython(): GuestThread | undefined {
  const python = findPython();
  if (python === undefined) return undefined;
  return new GuestThread({ program: python.interpreter, codeFile: pythonCodeFile(python) });
}
