import { existsSync } from 'node:fs';
import module from 'node:module';
import path from 'node:path';
import { findPython } from './distribution.ts';
import { pythonCodeFile } from './pythonCode.ts';

/** The folder for what the engine has made of the programs, beside the machine code of the interpreter. */
const FOLDER = 'javascript';

/**
 * Loads a part of this program as it was compiled before, or has Node keep what comes of compiling it for
 * the next time, where the machine code of the interpreter is kept, too.
 *
 * The engine takes what it has made only with the flags that it had then, and a guest changes them: none may
 * begin before the part is loaded, and what is loaded after that would be compiled for nobody.
 */
export async function loadKept<Part>(load: () => Promise<Part>): Promise<Part> {
  const python = findPython();
  const folder = python && path.dirname(pythonCodeFile(python));
  if (folder === undefined || !existsSync(folder)) return load();
  module.enableCompileCache(path.join(folder, FOLDER));
  return load();
}
