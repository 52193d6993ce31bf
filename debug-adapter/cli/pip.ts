import { lstatSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { TemporaryDirectory } from '../runtime/node/temporaryDirectory.ts';
import { PROJECT_PACKAGES } from '../session/python/packages.ts';
import type { PythonVersion } from '../session/python/versions.ts';
import { findDistributions, moveDistributions, removeDistribution } from './distributions.ts';
import { MachinePip } from './pip/machinePip.ts';
import { explainMissing } from './pip/missingPackage.ts';
import { checkPlatform } from './pip/platformCheck.ts';
import { findWheelIndex } from './wheelIndex.ts';

/** Compiles all modules in a folder, so that they load at once. @returns an exit code. */
type Compile = (folder: string) => Promise<number>;

/**
 * Runs this machine's pip, with its own settings, on the packages of the project.
 *
 * @param args its command line: `install`, `list`, `uninstall` or `check-platform`, with whatever
 *   belongs to it.
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
  if (command === 'uninstall') return uninstall(folder, rest);
  if (command !== 'install' && command !== 'list' && command !== 'check-platform') {
    return `Of pip's commands there are install, list, uninstall and check-platform, and not ${command}.`;
  }
  const pip = MachinePip.find();
  if (command === 'check-platform') {
    const { url, rest: args } = await findWheelIndex(rest, process.env);
    return checkPlatform(args, pip, { version, wheelIndex: url });
  }
  if (pip === undefined) {
    return 'There is no pip on this machine: install Python with pip (python3-pip in Debian), which is only used to fetch packages.';
  }
  if (command === 'list') return pip.run(['list', '--path', folder, ...rest]);
  return install(pip, folder, rest, version, compile);
}

/**
 * pip replaces what it finds in a target folder by name alone, which would take
 * the scripts of one package away with the next: it gets a folder of its own.
 */
async function install(
  pip: MachinePip,
  folder: string,
  args: readonly string[],
  version: PythonVersion,
  compile: Compile,
) {
  const directory = new TemporaryDirectory();
  const staging = directory.path;
  try {
    const { url, rest } = await findWheelIndex(args, process.env);
    const installation = { version, wheelIndex: url, target: staging };
    const { code, missing } = pip.install(rest, installation);
    const [first] = missing;
    if (first !== undefined) return explainMissing(first, version);
    if (code !== 0) return 'pip did not install the packages, for the reason above.';
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
