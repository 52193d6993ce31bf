import path from 'node:path';
import { loadKept } from '../../runtime/node/keptScripts.ts';
import { distributionFolder, findPython } from './distribution.ts';
import { pythonCodeFile } from './pythonCode.ts';

/**
 * Loads the rest of this program with the code that is kept of it, where the machine code of the interpreter is kept, too.
 *
 * @typeParam Part what it exports.
 * @param name of its file, beside this program.
 */
export function loadRest<Part>(name: string): Part {
  const python = findPython();
  const folder = python && path.dirname(pythonCodeFile(python));
  return loadKept(path.join(distributionFolder(), name), folder);
}
