import path from 'node:path';
import { InvalidArgumentError } from 'commander';
import { ReplayError } from '../runtime/recording/replayErrors.ts';
import { type RecordingWish, secretAmong } from '../session/python/recordingWish.ts';
import { PrintedParts } from '../session/replay/printedParts.ts';
import { openRecordedProgram, replayedGuest } from '../session/replay/recordedProgram.ts';
import { runHere } from './foreground.ts';

/** What `run` is told of a recording. */
export interface RecordFlags {
  record?: string;
  recordSecrets?: true;
  recordHide?: string[];
  recordFiles?: 'yes' | 'no';
  recordChecks?: number;
}

/**
 * @param env of the program.
 * @throws ReplayError when the run cannot be recorded.
 */
export function wishedRecording(
  { record, recordSecrets, recordHide, recordFiles, recordChecks }: RecordFlags,
  env: Readonly<Record<string, string>>,
): RecordingWish | undefined {
  if (record === undefined) return undefined;
  const wish = {
    file: path.resolve(record),
    secrets: recordSecrets,
    hide: recordHide,
    files: recordFiles !== 'no',
    checks: recordChecks,
  };
  const secret = secretAmong(env, wish);
  if (secret !== undefined) {
    throw new ReplayError(
      `Whoever has the recording could read what ${secret} is: leave it out of --env, hide it by --record-hide ${secret}, or allow it by --record-secrets.`,
    );
  }
  return wish;
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
 * @param env what the recording hides of the program's environment.
 * @param isVerbose whether to tell of what was compared.
 * @returns a promise of the exit code for this process.
 * @throws ReplayError when the file is no recording of a Python that is here.
 */
export function replayRecording(
  file: string,
  env: Readonly<Record<string, string>>,
  isVerbose: boolean,
): Promise<number> {
  return runHere(replayedGuest(openRecordedProgram(file, env)), guest => {
    const parts = new PrintedParts();
    guest.on('sentAgain', (fd, sent) => {
      for (const { stream, bytes } of parts.of(fd, sent)) process[stream].write(bytes);
    });
    if (isVerbose) guest.on('replayed', tell);
  });
}

function tell({ calls, checks }: { calls: number; checks: number }): void {
  console.error(`wasix-python: ${calls} calls replayed; memory was the same at ${checks} checks`);
}
