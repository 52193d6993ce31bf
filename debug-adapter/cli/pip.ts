import { spawnSync } from 'node:child_process';
import { lstatSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { TemporaryDirectory } from '../runtime/node/temporaryDirectory.ts';
import { wheelFolder } from '../session/python/distribution.ts';
import { PROJECT_PACKAGES } from '../session/python/packages.ts';
import type { PythonVersion } from '../session/python/versions.ts';
import { findDistributions, moveDistributions, removeDistribution } from './distributions.ts';
import { findWheelIndex } from './wheelIndex.ts';

/** What this machine may call its Python. */
const PYTHONS = ['python3', 'python', 'py'];

/** The platform of wheels with native code, as Wasmer publishes them. */
const PLATFORM = 'wasix_wasm32';

/**
 * What pip is to look for: wheels for this platform and version, and in pure Python. It builds none,
 * which would run programs of the package on this machine.
 */
function wanted(version: PythonVersion): string[] {
  const abi = `cp${version.replace('.', '')}`;
  return [
    ...['--only-binary=:all:', '--platform', PLATFORM, '--implementation', 'cp'],
    ...[abi, 'abi3', 'none'].flatMap(each => ['--abi', each]),
    ...['--python-version', version],
  ];
}

/** Settings for installations elsewhere, which would keep pip from a folder of the project. */
const OVERRULED = { PIP_USER: '0', PIP_REQUIRE_VIRTUALENV: '0' };

/** Compiles all modules in a folder, so that they load at once. @returns an exit code. */
type Compile = (folder: string) => Promise<number>;

/**
 * Runs this machine's pip, with its own settings, on the packages of the project.
 *
 * @param args its command line: `install`, `list` or `uninstall`, with whatever belongs to it.
 * @param version of Python that the packages are for.
 * @returns the exit code, or a sentence that says what is wrong.
 */
export async function runPip(
  args: readonly string[],
  version: PythonVersion,
  compile: Compile,
): Promise<number | string> {
  const [command, ...words] = args;
  const { target, rest } = takeTarget(words);
  const folder = path.resolve(target ?? PROJECT_PACKAGES);
  if (target === undefined && isLink(folder)) {
    // A program could have made it, and programs are not given what is behind it either.
    return `${PROJECT_PACKAGES} is a link: remove it, or name the folder with --target.`;
  }
  if (command === 'install') return install(folder, rest, version, compile);
  if (command === 'uninstall') return uninstall(folder, rest);
  if (command === 'list') return pip(['list', '--path', folder, ...rest]);
  return `Of pip's commands there are install, list and uninstall, and not ${command}.`;
}

/**
 * pip replaces what it finds in a target folder by name alone, which would take
 * the scripts of one package away with the next: it gets a folder of its own.
 */
async function install(
  folder: string,
  args: readonly string[],
  version: PythonVersion,
  compile: Compile,
) {
  const directory = new TemporaryDirectory();
  const staging = directory.path;
  try {
    const { url, rest } = await findWheelIndex(args, process.env);
    const known = ['--find-links', wheelFolder(version)];
    const second = url === undefined ? [] : ['--extra-index-url', url];
    const target = ['--target', staging, '--no-compile'];
    const code = pip(['install', ...wanted(version), ...target, ...known, ...second, ...rest]);
    if (code !== 0) {
      return typeof code === 'string'
        ? code
        : `pip did not install the packages, for the reason above. What runs here are wheels in pure Python (…-none-any.whl) and for WASIX (…-${PLATFORM}.whl): a package of which pip finds no version has none of them, and one whose address it cannot reach is not to be had now.`;
    }
    if (findDistributions(staging).length === 0) return 0;
    mkdirSync(folder, { recursive: true });
    moveDistributions(staging, folder);
  } finally {
    directory.remove();
  }
  return compile(folder);
}

function uninstall(folder: string, args: readonly string[]): number | string {
  const names = args.filter(word => !word.startsWith('-'));
  for (const name of names) {
    const removed = removeDistribution(folder, name);
    if (removed === undefined) return `There is no package ${name} in ${folder}.`;
    console.log(`Uninstalled ${removed}`);
  }
  return names.length > 0 ? 0 : 'Say which packages to uninstall.';
}

function isLink(place: string): boolean {
  return lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

/** @returns pip's exit code, or a sentence that there is no pip. */
function pip(args: readonly string[]): number | string {
  const python = PYTHONS.find(
    name => spawnSync(name, ['-m', 'pip', '--version'], { stdio: 'ignore' }).status === 0,
  );
  if (python === undefined) {
    return 'There is no pip on this machine: install Python with pip (python3-pip in Debian), which is only used to fetch packages.';
  }
  const env = { ...process.env, ...OVERRULED };
  return spawnSync(python, ['-m', 'pip', ...args], { stdio: 'inherit', env }).status ?? 1;
}

function takeTarget(words: readonly string[]): { target?: string; rest: string[] } {
  const rest: string[] = [];
  let target: string | undefined;
  for (let index = 0; index < words.length; index++) {
    const word = words[index] as string;
    if (word === '-t' || word === '--target') target = words[++index];
    else if (word.startsWith('--target=')) target = word.slice('--target='.length);
    else rest.push(word);
  }
  return target === undefined ? { rest } : { target, rest };
}
