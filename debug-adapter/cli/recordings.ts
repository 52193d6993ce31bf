import path from 'node:path';
import { InvalidArgumentError } from 'commander';
import type { RecordingSpecification } from '../runtime/node/guestMessages.ts';
import { ReplayError } from '../runtime/recording/replayErrors.ts';
import type { PythonVersion } from '../session/python/versions.ts';
import {
  aboutPython,
  openRecordedProgram,
  replayedGuest,
} from '../session/replay/recordedProgram.ts';
import { runHere } from './foreground.ts';

/** What `run` is told of a recording. */
export interface RecordFlags {
  record?: string;
  recordSecrets?: true;
  recordChecks?: number;
}

/**
 * What names of environment variables have in them whose values nobody may read: such are not
 * recorded unless that is asked for. The README lists them.
 */
const SECRETS =
  /TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIAL|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY/i;

/**
 * @param env of the program.
 * @throws ReplayError when the run cannot be recorded.
 */
export function recordingOf(
  { record, recordSecrets, recordChecks }: RecordFlags,
  version: PythonVersion,
  env: Readonly<Record<string, string>>,
): RecordingSpecification | undefined {
  if (record === undefined) return undefined;
  const secret = recordSecrets ? undefined : Object.keys(env).find(name => SECRETS.test(name));
  if (secret !== undefined) {
    throw new ReplayError(
      `Whoever has the recording could read what ${secret} is: leave it out of --env, or allow it by --record-secrets.`,
    );
  }
  return {
    kind: 'record',
    file: path.resolve(record),
    about: aboutPython(version),
    checkedCalls: recordChecks,
  };
}

/** Checks the value of `--record-checks`. @throws InvalidArgumentError with a sentence for the user. */
export function parseCalls(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) {
    throw new InvalidArgumentError(`"${text}" is no number of system calls.`);
  }
  return Number(text);
}

/**
 * Runs a recorded program again by its recording alone.
 *
 * @param isVerbose whether to tell of what was compared.
 * @returns a promise of the exit code for this process.
 * @throws ReplayError when the file is no recording of a Python that is here.
 */
export function replayRecording(file: string, isVerbose: boolean): Promise<number> {
  return runHere(replayedGuest(openRecordedProgram(file)), guest => {
    if (isVerbose) guest.on('replayed', tell);
  });
}

function tell({ calls, checks }: { calls: number; checks: number }): void {
  console.error(`wasix-python: ${calls} calls replayed; memory was the same at ${checks} checks`);
}
