import type { RecordingSpecification } from '../../runtime/node/guestMessages.ts';

/** What is wanted of a recording. */
export interface RecordingWish {
  /** Path of the file to make. */
  readonly file: string;
  /** Whether environment variables are recorded whose names tell that they are secrets. */
  readonly secrets?: boolean | undefined;
  /** Memory is compared each so many system calls; by default as often as costs nothing. */
  readonly checks?: number | undefined;
}

/**
 * What names of environment variables have in them whose values nobody may read: such are not
 * recorded unless that is asked for. The README lists them.
 */
const SECRETS =
  /TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIAL|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY/i;

/** @returns the name of a variable whose value must not be recorded, if there is one. */
export function secretAmong(
  env: Readonly<Record<string, string>>,
  { secrets = false }: RecordingWish,
): string | undefined {
  return secrets ? undefined : Object.keys(env).find(name => SECRETS.test(name));
}

/** @param about what the recording says of the program. */
export function recordingSpecification(
  { file, checks }: RecordingWish,
  about: Readonly<Record<string, string>>,
): RecordingSpecification {
  return { kind: 'record', file, about, checkedCalls: checks };
}
