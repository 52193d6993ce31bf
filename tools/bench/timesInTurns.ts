import { median } from './figure.ts';
import { outputOf } from './wasixPython.ts';

/** How long each of some things takes, by its name; what a measured program prints as JSON. */
export type Times<Name extends string = string> = Readonly<Record<Name, number>>;

/**
 * Runs commands that print times, in turns, since the machine's speed drifts.
 *
 * @param cwd where they run; here by default.
 * @returns the medians of each command.
 */
export async function timesInTurns<Name extends string = string>(
  runs: number,
  commands: readonly (readonly string[])[],
  cwd?: string,
): Promise<Times<Name>[]> {
  const printed: Times<Name>[][] = commands.map(() => []);
  for (let run = 0; run < runs; run++) {
    for (const [index, command] of commands.entries()) {
      printed[index]?.push(JSON.parse(await outputOf(command, cwd)));
    }
  }
  return printed.map(medians);
}

function medians<Name extends string>(runs: readonly Times<Name>[]): Times<Name> {
  const names = Object.keys(runs[0] ?? {}) as Name[];
  const entries = names.map(name => [name, median(runs.map(run => run[name]))]);
  return Object.fromEntries(entries);
}
