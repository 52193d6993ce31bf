/** A conversation that is held with two debuggers. */
export interface Scenario {
  readonly name: string;
  /** A file of `programs/`. */
  readonly program: string;
  readonly configuration?: object;
  /** What the user does, in the words of `script.ts`. */
  readonly script: readonly string[];
}

/** Steps from a place on. */
export function ways(
  program: string,
  marker: string,
  commands: readonly string[],
  configuration: object = {},
): Scenario {
  const way = [...new Set(commands)].join(' and ');
  return {
    name: `${program} from ${marker}: ${way}`,
    program,
    configuration,
    script: [`break ${marker}`, 'run', 'clear', ...commands, 'end'],
  };
}

/** A command several times over. */
export function repeat(command: string, times: number): string[] {
  return Array(times).fill(command);
}
