import type { ProgramFiles } from '../../runtime/node/programFiles.ts';
import type { PythonDistribution } from '../python/pythonDistribution.ts';
import { pythonCodeFile } from './pythonCode.ts';

/** What a guest that is to run Python is made of. */
export function pythonProgram(
  python: PythonDistribution,
): Required<Pick<ProgramFiles, 'program' | 'codeFile'>> {
  return { program: python.interpreter, codeFile: pythonCodeFile(python) };
}
