import { existsSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { TemporaryDirectory } from '../../runtime/node/temporaryDirectory.ts';
import { normalizedName } from '../../session/python/distributionNames.ts';
import { packagesIn } from '../../session/python/packages.ts';
import { judgeDependencies, type Sources } from './dependencies.ts';
import { judgeInstalled } from './installedPackages.ts';
import type { MachinePip } from './machinePip.ts';
import { type Judgement, writeTable } from './verdict.ts';

/**
 * Tells of packages which run here: of a folder those that are installed, of a `requirements.txt`
 * or `pyproject.toml` those that pip would choose, with what they depend on.
 *
 * @param args options of pip, and the file or folder at the end.
 * @param pip undefined when there is none on this machine: folders can do without.
 * @returns 0 when all packages run, else 1, or a sentence that says what is wrong.
 */
export function checkPlatform(
  args: readonly string[],
  pip: MachinePip | undefined,
  sources: Sources,
): number | string {
  const place = args.at(-1);
  // As pip's other commands take a file.
  const isMarked = ['-r', '--requirement'].includes(args.at(-2) ?? '');
  const options = args.slice(0, isMarked ? -2 : -1);
  if (place === undefined || place.startsWith('-')) {
    return 'Say what to check: a requirements.txt, a pyproject.toml, or a folder of packages.';
  }
  const [first = '-'] = options;
  if (!first.startsWith('-')) return `Say one thing to check, ${first} or ${place}.`;
  if (!existsSync(place)) return `There is no ${place}.`;
  try {
    const judgements = statSync(place).isDirectory()
      ? judgeFolder(place, options, pip, sources)
      : judgeFile(place, options, pip, sources);
    process.stdout.write(writeTable(judgements));
    return judgements.every(({ verdict }) => verdict === 'runs') ? 0 : 1;
  } catch (error) {
    return `${place} cannot be checked: ${(error as Error).message}`;
  }
}

function judgeFolder(
  folder: string,
  options: readonly string[],
  pip: MachinePip | undefined,
  sources: Sources,
): Judgement[] {
  const judgements = judgeInstalled(packagesIn(path.resolve(folder)), sources.version);
  const wanting = judgements.filter(({ verdict }) => verdict === 'needs a wheel');
  if (wanting.length === 0) return judgements;
  const asked = pip === undefined ? [] : askIndexes(wanting, options, pip, sources);
  return judgements.map(each => {
    if (each.verdict !== 'needs a wheel') return each;
    const found = asked.find(({ name }) => normalizedName(name) === normalizedName(each.name));
    return { ...each, why: `${each.why}; ${remedy(each, found)}` };
  });
}

/** What the indexes have of the same versions. */
function askIndexes(
  wanting: readonly Judgement[],
  options: readonly string[],
  pip: MachinePip,
  sources: Sources,
): Judgement[] {
  const same = wanting.map(({ name, version }) => `${name}==${version}`);
  return judgeDependencies(pip, [...options, '--no-deps', ...same], sources);
}

function remedy({ name, version }: Judgement, found: Judgement | undefined): string {
  if (found === undefined) return 'no index can be asked without pip';
  if (found.verdict !== 'runs') return found.why;
  return `${found.why}: wasix-python pip install ${name}==${version}`;
}

function judgeFile(
  file: string,
  options: readonly string[],
  pip: MachinePip | undefined,
  sources: Sources,
): Judgement[] {
  if (pip === undefined) throw new Error('there is no pip on this machine, which reads it');
  if (!file.endsWith('.toml')) return judgeDependencies(pip, [...options, '-r', file], sources);
  const { name, dependencies, requiresPython, isForPython } = pip.readProject(
    file,
    sources.version,
  );
  if (dependencies === null) {
    throw new Error(
      'it does not say what the project depends on, its build does: check a requirements.txt, or a folder that the project is installed in',
    );
  }
  const own: Judgement[] = isForPython
    ? []
    : [
        {
          name: name ?? file,
          version: '',
          verdict: 'cannot run',
          why: `is for Python ${requiresPython} and not for ${sources.version}`,
        },
      ];
  return dependencies.length === 0
    ? own
    : [...own, ...judgeRequirements(dependencies, options, pip, sources)];
}

function judgeRequirements(
  requirements: readonly string[],
  options: readonly string[],
  pip: MachinePip,
  sources: Sources,
): Judgement[] {
  const directory = new TemporaryDirectory();
  try {
    const file = path.join(directory.path, 'requirements.txt');
    writeFileSync(file, requirements.map(each => `${each}\n`).join(''));
    return judgeDependencies(pip, [...options, '-r', file], sources);
  } finally {
    directory.remove();
  }
}
