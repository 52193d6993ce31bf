import { readFileSync } from 'node:fs';
import { noPython } from '../session/errors.ts';
import { compileForNextTime } from '../session/node/compiledPython.ts';
import { findPython, presentVersions } from '../session/node/distribution.ts';
import { recordingSpecification } from '../session/node/recordingSpecification.ts';
import { programOf } from '../session/program/debuggedProgram.ts';
import { parseLaunchConfiguration } from '../session/program/launchConfiguration.ts';
import { pythonGuest } from '../session/python/interpreter.ts';
import { aboutPython } from '../session/replay/recordedProgram.ts';
import { runHere } from './foreground.ts';
import { adoptPrepared, type Prepared } from './prepared.ts';

/**
 * Runs what a launch configuration describes as the debugger would, but without it.
 *
 * @param file holds the configuration, as JSON.
 * @returns a promise of the exit code for this process.
 * @throws DebugError with one sentence for the user when something is wrong with the configuration,
 *   or the version of Python is not there.
 */
export async function runConfiguration(file: string, prepared: Prepared): Promise<number> {
  adoptPrepared(prepared);
  const program = programOf(parseLaunchConfiguration(JSON.parse(readFileSync(file, 'utf8'))));
  const python = findPython(program.version);
  if (python === undefined) throw noPython(program.version, presentVersions());
  const { recording } = program;
  const exitCode = await runHere({
    ...pythonGuest(python, program),
    recording:
      recording &&
      recordingSpecification(recording, aboutPython(program.version, program.packages)),
  });
  compileForNextTime(python);
  return exitCode;
}
