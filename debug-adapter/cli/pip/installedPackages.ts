import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { TemporaryDirectory } from '../../runtime/node/temporaryDirectory.ts';
import { distributionFolder } from '../../session/node/distribution.ts';
import { normalizedName } from '../../session/python/distributionNames.ts';
import { COMPILED_PACKAGES, NATIVE_PACKAGES } from '../../session/python/nativePackages.ts';
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
  return folders.flatMap(folder => {
    const installed = findDistributions(folder);
    const judged = installed.map(each => judge(folder, each, folders, version));
    const names = new Set(installed.map(({ name }) => normalizedName(name)));
    return [
      ...judged,
      ...oldDistributions(folder).filter(({ name }) => !names.has(normalizedName(name))),
    ];
  });
}

/** What was installed without a list of its files, as setuptools and Debian do. */
function oldDistributions(folder: string): Judgement[] {
  const entries = existsSync(folder) ? readdirSync(folder) : [];
  return entries.flatMap(entry => {
    const [, name, version = ''] = /^(.+?)(?:-([^-]+)(?:-py[\d.]+)?)?\.egg-info$/.exec(entry) ?? [];
    return name === undefined ? [] : [unlisted(name, version)];
  });
}

function unlisted(name: string, version: string): Judgement {
  return { name, version, verdict: 'unknown', why: 'it has no list of its files' };
}

function judge(
  folder: string,
  { name, version, files }: Distribution,
  folders: readonly string[],
  python: PythonVersion,
): Judgement {
  if (files.length === 0) return unlisted(name, version);
  const native = nativeModules(folder, files);
  const told = (verdict: Judgement['verdict'], why: string): Judgement => ({
    name,
    version,
    verdict,
    why,
  });
  if (native.length === 0) return told('runs', 'pure Python');
  const names = native.map(module => module.name);
  const outermost = outermostModules(files);
  const trial = tryModules(outermost, names, folders, python);
  if (typeof trial === 'string') return told('unknown', trial);
  const { error, loaded } = trial;
  const others = native.filter(module => !loaded.includes(module.name));
  const systems = listed([...new Set(others.map(({ system }) => system))], 'and');
  // Some are imported without the modules that they cannot do without later.
  const needsAll = outermost.some(each => NATIVE_PACKAGES.has(each) || COMPILED_PACKAGES.has(each));
  if (error === null && !(needsAll && others.length > 0)) {
    if (others.length === 0) {
      const areOurs = native.every(({ system }) => system === 'WASIX');
      return told('runs', areOurs ? 'compiled for WASIX' : 'its compiled modules are built in');
    }
    return told('runs', `without ${modules(others.length)} compiled for ${systems}`);
  }
  if (others.length === 0 && error !== null) return told('cannot run', error);
  return others.every(({ system }) => system === 'WASIX')
    ? told(
        'needs a wheel',
        `its modules are damaged, or compiled for another Python than ${python}`,
      )
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
