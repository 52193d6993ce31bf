import path from 'node:path';
import type { GuestWorkerOptions } from '../../runtime/node/guestWorker.ts';
import { RecordingSource } from '../../runtime/node/recordingFile.ts';
import type { StandingReplayOptions } from '../../runtime/node/standingReplay.ts';
import type { RecordingHeader } from '../../runtime/recording/format.ts';
import { ReplayError } from '../../runtime/recording/replayErrors.ts';
import { findPython, type PythonDistribution } from '../node/distribution.ts';
import { pythonCodeFile } from '../node/pythonCode.ts';
import { RECORDED_SWITCHES } from '../program/recordedSwitches.ts';
import { findProgram } from '../python/commandLine.ts';
import { defaultGuestPath } from '../python/guestPath.ts';
import { PYTHON_VERSIONS, type PythonVersion } from '../python/versions.ts';

/** How it is said of a recording which Python runs in it. */
const PYTHON = 'python';

/** How it is said which packages the program had: their folders in the guest, with colons between them. */
const PACKAGES = 'packages';

/** How it is said that the debugger's agent is in the program's memory. */
const AGENT = 'agent';

/** A program that was recorded, and the Python that ran it. */
export interface RecordedProgram {
  /** Path of the recording. */
  readonly file: string;
  readonly header: RecordingHeader;
  readonly python: PythonDistribution;
  /** What the recording hides of the program's environment, and more. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * What a recording is to say of the Python that it is made with.
 *
 * @param packages folders of this machine with packages, whose code is not the user's own.
 */
export function aboutPython(
  version: PythonVersion,
  packages: readonly string[],
): Readonly<Record<string, string>> {
  return { [PYTHON]: version, [PACKAGES]: packages.map(defaultGuestPath).join(':') };
}

/** Folders of packages that a recorded program had, in the guest. */
export function recordedPackages({ about }: RecordingHeader): string[] {
  return (about[PACKAGES] ?? '').split(':').filter(folder => folder !== '');
}

/** The same of a program that was debugged while it was recorded. */
export function aboutDebuggedPython(
  version: PythonVersion,
  packages: readonly string[],
): Readonly<Record<string, string>> {
  return { ...aboutPython(version, packages), [AGENT]: 'present' };
}

/** Whether the debugger's agent is in the program's memory. */
export function hasAgent({ about }: RecordingHeader): boolean {
  return about[AGENT] !== undefined;
}

/**
 * @param env has what the recording hides of the program's environment.
 * @throws ReplayError when the file is no recording of a Python that is here.
 */
export function openRecordedProgram(
  file: string,
  env: Readonly<Record<string, string>>,
): RecordedProgram {
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
  return { file, header, python, env };
}

/** The guest that runs it again. */
export function replayedGuest({
  file,
  header: { args, libraries },
  python,
  env,
}: RecordedProgram): Omit<GuestWorkerOptions, 'output' | 'terminals'> {
  return {
    program: python.interpreter,
    codeFile: pythonCodeFile(python),
    args,
    libraries,
    env,
    // Whatever the program is told of the rest, it was told when it was recorded.
    cwd: '/',
    mounts: [],
    recording: { kind: 'replay', file },
  };
}

/** The replay that runs to where it is told. */
export function standingReplayOf(recorded: RecordedProgram): StandingReplayOptions {
  const { file, header, python, env } = recorded;
  return {
    program: python.interpreter,
    codeFile: pythonCodeFile(python),
    file,
    args: header.args,
    libraries: header.libraries,
    env,
    main: mainModules(header),
    recordedSwitches: RECORDED_SWITCHES,
  };
}

/** The paths in the guest, or their ends, that the file of the main module may have. */
function mainModules({ args, cwd }: RecordingHeader): string[] {
  const command = findProgram(args.slice(1));
  if (command?.program !== undefined) {
    const file = path.posix.resolve(cwd, command.program);
    return [file, `${file}/__main__.py`];
  }
  if (command?.module === undefined) return ['<string>', '<stdin>'];
  const file = `/${command.module.replaceAll('.', '/')}`;
  return [`${file}.py`, `${file}/__main__.py`];
}
