import { readFileSync } from 'node:fs';
import { programOf } from '../session/program/debuggedProgram.ts';
import { parseLaunchConfiguration } from '../session/program/launchConfiguration.ts';
import { compileForNextTime } from '../session/python/compiledPython.ts';
import type { PythonDistribution } from '../session/python/distribution.ts';
import { pythonGuest } from '../session/python/interpreter.ts';
import { runInForeground } from './foreground.ts';

/**
 * Runs what a launch configuration describes as the debugger would, but without it.
 *
 * @param file holds the configuration, as JSON.
 * @returns a promise of the exit code for this process.
 * @throws DebugError with one sentence for the user when something is wrong with the configuration.
 */
export async function runConfiguration(python: PythonDistribution, file: string): Promise<number> {
  const program = programOf(parseLaunchConfiguration(JSON.parse(readFileSync(file, 'utf8'))));
  const exitCode = await runInForeground(pythonGuest(python, program));
  compileForNextTime(python);
  return exitCode;
}
