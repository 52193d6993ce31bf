/** What is wanted of a recording. */
export interface RecordingWish {
  /** Path of the file to make. */
  readonly file: string;
  /** Whether environment variables are recorded whose names tell that they are secrets. */
  readonly secrets?: boolean | undefined;
  /** Names of those whose values are not recorded: whoever replays the run has to give them. */
  readonly hide?: readonly string[] | undefined;
  /** Whether files that are only read are recorded; if not, they are left where they are. */
  readonly files?: boolean | undefined;
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
  { secrets = false, hide = [] }: RecordingWish,
): string | undefined {
  if (secrets) return undefined;
  return Object.keys(env).find(name => SECRETS.test(name) && !hide.includes(name));
}
