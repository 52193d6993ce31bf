import type { PythonVersion } from '../../session/python/versions.ts';
import { describeBuilds, lackOf, type MissingPackage, substituteFor } from './missingPackage.ts';
import { systemsOf } from './wheelTags.ts';

/** Whether a package runs here. */
export type Verdict = 'runs' | 'needs a wheel' | 'cannot run' | 'unknown';

/** What is said of a package. */
export interface Judgement {
  readonly name: string;
  /** Empty where nobody knows. */
  readonly version: string;
  readonly verdict: Verdict;
  /** The reason, a clause. */
  readonly why: string;
}

/** Systems whose packages have no meaning elsewhere, unless they bring sources. */
const OWN_WORLDS = ['Windows', 'macOS', 'Android', 'iOS'];

/** Judges a package that pip could not have. */
export function judgeMissing(missing: MissingPackage, python: PythonVersion): Judgement {
  const { name, specifier, version, newest, tags, hasSource, indexes, silent } = missing;
  const told = (verdict: Verdict, ...whys: readonly string[]): Judgement => ({
    name,
    version: version ?? '',
    verdict,
    why: [...whys, ...remarks(missing)].join('; '),
  });
  switch (lackOf(missing)) {
    case 'unreachable':
      return told('unknown', `${silent[0]} does not answer`);
    case 'unknown':
      return told(
        'unknown',
        indexes.length === 0
          ? 'no index can be asked'
          : 'no index that was asked has a package of this name',
      );
    case 'version':
      return told('cannot run', `there is no version ${specifier}, the newest is ${newest}`);
    case 'python':
      return told('cannot run', `is for Python ${missing.requiresPython} and not for ${python}`);
    case 'build': {
      const [only, ...others] = systemsOf(tags);
      return only !== undefined && others.length === 0 && !hasSource && OWN_WORLDS.includes(only)
        ? told('cannot run', `is for ${only} alone`)
        : told('needs a wheel', `no index that was asked has one, ${describeBuilds(missing)}`);
    }
  }
}

/** Writes judgements as a table, and how many of the packages run. */
export function writeTable(judgements: readonly Judgement[]): string {
  const rows = [...judgements].sort((a, b) => a.name.localeCompare(b.name, 'en'));
  const cells = [
    ['package', 'version', 'here', 'why'],
    ...rows.map(({ name, version, verdict, why }) => [name, version || '?', verdict, why]),
  ];
  const widths = [0, 1, 2].map(column => Math.max(...cells.map(row => row[column]!.length)));
  const lines = cells.map(row =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const running = rows.filter(({ verdict }) => verdict === 'runs').length;
  const sum =
    rows.length === 0
      ? 'There are no packages.'
      : running === rows.length
        ? `All ${running} run.`
        : `${running} of ${rows.length} run.`;
  return `${[...lines, '', sum].join('\n')}\n`;
}

function remarks({ name, requiredBy, usable }: MissingPackage): string[] {
  const substitute = substituteFor(name);
  return [
    ...(requiredBy === null ? [] : [`needed by ${requiredBy}`]),
    ...(usable.length === 0 ? [] : [`version ${usable.at(-1)} runs here`]),
    ...(substitute === undefined ? [] : [`${substitute} can take its place`]),
  ];
}
