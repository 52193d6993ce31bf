import type { GuestWorkerOptions } from '../../runtime/node/guestWorker.ts';
import { RecordingSource } from '../../runtime/node/recordingFile.ts';
import type { RecordingHeader } from '../../runtime/recording/format.ts';
import { ReplayError } from '../../runtime/recording/replayErrors.ts';
import { findPython, type PythonDistribution } from '../python/distribution.ts';
import { pythonCodeFile } from '../python/pythonCode.ts';
import { PYTHON_VERSIONS, type PythonVersion } from '../python/versions.ts';

/** How it is said of a recording which Python runs in it. */
const PYTHON = 'python';

/** A program that was recorded, and the Python that ran it. */
export interface RecordedProgram {
  /** Path of the recording. */
  readonly file: string;
  readonly header: RecordingHeader;
  readonly python: PythonDistribution;
}

/** What a recording is to say of the Python that it is made with. */
export function aboutPython(version: PythonVersion): Readonly<Record<string, string>> {
  return { [PYTHON]: version };
}

/** @throws ReplayError when the file is no recording of a Python that is here. */
export function openRecordedProgram(file: string): RecordedProgram {
  const source = new RecordingSource(file);
  source.close();
  const { header } = source;
  const version = PYTHON_VERSIONS.find(each => each === header.about[PYTHON]);
  const python = version && findPython(version);
  if (python === undefined) {
    throw new ReplayError(
      `${file} was recorded with Python ${header.about[PYTHON] ?? 'of an unknown version'}, which is not here.`,
    );
  }
  return { file, header, python };
}

/** The guest that runs it again. */
export function replayedGuest({
  file,
  header: { args, libraries },
  python,
}: RecordedProgram): Omit<GuestWorkerOptions, 'output' | 'terminals'> {
  return {
    program: python.interpreter,
    codeFile: pythonCodeFile(python),
    args,
    libraries,
    // Whatever the program is told of the rest, it was told when it was recorded.
    env: {},
    cwd: '/',
    mounts: [],
    recording: { kind: 'replay', file },
  };
}
