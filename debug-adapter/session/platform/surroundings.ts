/** Environment variables by their names. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What the debugger itself was started in. */
export interface Surroundings {
  /** Its current folder. */
  readonly folder: string;
  readonly environment: Environment;
}
