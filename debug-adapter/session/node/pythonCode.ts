import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import { compiledCodeFile } from '../../runtime/node/compiledCode.ts';
import { cacheFolder } from './cacheFolder.ts';
import type { PythonDistribution } from './distribution.ts';

/** The environment variable by which an editor names its folder for what is written at run time. */
export const STORAGE_VARIABLE = 'WASIX_PYTHON_STORAGE';

/**
 * The file for the interpreter's machine code. It is beside the interpreter where the build has made
 * it; else in the editor's folder, or beside the interpreter, or in the user's cache.
 */
export function pythonCodeFile(
  { version, interpreter }: PythonDistribution,
  environment: NodeJS.ProcessEnv = process.env,
): string {
  const beside = compiledCodeFile(interpreter);
  if (existsSync(beside)) return beside;
  const storage = environment[STORAGE_VARIABLE];
  if (storage !== undefined && path.isAbsolute(storage))
    return compiledCodeFile(interpreter, path.join(storage, version));
  return isWritable(path.dirname(interpreter))
    ? beside
    : compiledCodeFile(interpreter, path.join(cacheFolder(), version));
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
