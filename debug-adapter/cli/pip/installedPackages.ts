import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { TemporaryDirectory } from '../../runtime/node/temporaryDirectory.ts';
import { distributionFolder } from '../../session/python/distribution.ts';
import type { PythonVersion } from '../../session/python/versions.ts';
import { type Distribution, findDistributions } from '../distributions.ts';
import { nativeModules, outermostModules } from './packageFiles.ts';
import type { Judgement } from './verdict.ts';
import { listed } from './wheelTags.ts';

/** How long the import of a package may take, in milliseconds. */
const PATIENCE = 60_000;

/** What became of importing a package. */
interface Trial {
  /** What was raised; null for nothing. */
  readonly error: string | null;
  /** Those of its compiled modules that could be imported. */
  readonly loaded: readonly string[];
}

/**
 * Judges packages that are installed, the compiled ones by importing them in WASIX Python: many
 * can do without what is compiled for the machine.
 */
export function judgeInstalled(folders: readonly string[], version: PythonVersion): Judgement[] {
  return folders.flatMap(folder =>
    findDistributions(folder).map(each => judge(folder, each, folders, version)),
  );
}

function judge(
  folder: string,
  { name, version, files }: Distribution,
  folders: readonly string[],
  python: PythonVersion,
): Judgement {
  const native = nativeModules(folder, files);
  const told = (verdict: Judgement['verdict'], why: string): Judgement => ({
    name,
    version,
    verdict,
    why,
  });
  if (native.length === 0) return told('runs', 'pure Python');
  const names = native.map(module => module.name);
  const trial = tryModules(outermostModules(files), names, folders, python);
  if (typeof trial === 'string') return told('unknown', trial);
  const { error, loaded } = trial;
  const others = native.filter(module => !loaded.includes(module.name));
  const systems = listed([...new Set(others.map(({ system }) => system))], 'and');
  if (error === null) {
    if (others.length === 0) {
      const areOurs = native.every(({ system }) => system === 'WASIX');
      return told('runs', areOurs ? 'compiled for WASIX' : 'its compiled modules are built in');
    }
    return told('runs', `without ${modules(others.length)} compiled for ${systems}`);
  }
  if (others.length === 0) return told('cannot run', error);
  return others.every(({ system }) => system === 'WASIX')
    ? told('needs a wheel', `its modules are compiled for another Python than ${python}`)
    : told('needs a wheel', `is compiled for ${systems}`);
}

function modules(count: number): string {
  return count === 1 ? 'a module that is' : `${count} modules that are`;
}

/** Imports modules in a guest that reaches nothing but packages. @returns why it told nothing, or what. */
function tryModules(
  names: readonly string[],
  native: readonly string[],
  folders: readonly string[],
  version: PythonVersion,
): Trial | string {
  const directory = new TemporaryDirectory();
  try {
    const { stdout, error } = spawnSync(
      process.execPath,
      [
        ...[process.argv[1] as string, 'run', '--python', version, '--network', 'off'],
        ...folders.flatMap(folder => ['--packages', folder]),
        // As a file it would have its folder, with all that runs packages, to itself.
        ...['-c', readFileSync(path.join(distributionFolder(), 'try_modules.py'), 'utf8')],
        JSON.stringify({ modules: names, native }),
      ],
      { cwd: directory.path, encoding: 'utf8', timeout: PATIENCE, maxBuffer: 1 << 28 },
    );
    if (error !== undefined) return `importing it does not end: ${error.message}`;
    const last = stdout.trimEnd().split('\n').at(-1) ?? '';
    return last.startsWith('{') ? JSON.parse(last) : 'Python ends when it is imported';
  } finally {
    directory.remove();
  }
}
