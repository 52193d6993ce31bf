import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { canKeepCompiled } from '../../runtime/node/compiledCode.ts';
import { distributionFolder, type PythonDistribution } from './distribution.ts';
import { pythonCodeFile } from './pythonCode.ts';

/**
 * Has the interpreter's machine code made for the next start, in a process that this
 * one does not wait for, unless it is there. To be called when a program has
 * ended, which needs the machine more.
 */
export function compileForNextTime(python: PythonDistribution): void {
  const compiler = path.join(distributionFolder(), 'compile-python.js');
  if (existsSync(pythonCodeFile(python)) || !existsSync(compiler)) return;
  if (!canKeepCompiled()) return;
  const compilation = spawn(process.execPath, [compiler, python.version], {
    detached: true,
    stdio: 'ignore',
  });
  // Python only starts as it did.
  compilation.on('error', () => {});
  compilation.unref();
}
