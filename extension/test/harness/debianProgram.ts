import { existsSync } from 'node:fs';
import path from 'node:path';
import { run } from '../../../debug-adapter/python/setup/command.ts';

/** A program that tests need, as Debian has it. */
export interface DebianProgram {
  /** As people call it. */
  readonly title: string;
  /** What it is called on PATH, the best first. */
  readonly programs: readonly string[];
  /** What to install on Debian. */
  readonly packages: readonly string[];
  /** Gets what apt prints. */
  readonly logFile: string;
}

/**
 * Finds a program; on Debian, root's first run installs it.
 * @throws Error that says what to install.
 */
export async function findProgram(wanted: DebianProgram): Promise<string> {
  const { title, programs, packages, logFile } = wanted;
  const found = onSearchPath(programs);
  if (found !== undefined) return found;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    throw new Error(`These tests need ${title}: sudo apt-get install ${packages.join(' ')}`);
  }
  console.log(`Installing ${title}…`);
  const options = { env: { DEBIAN_FRONTEND: 'noninteractive' }, logFile };
  await run('apt-get', ['update'], options);
  await run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], options);
  const installed = onSearchPath(programs);
  if (installed === undefined) {
    throw new Error(`apt-get installed ${title}, but no PATH finds it.`);
  }
  return installed;
}

function onSearchPath(programs: readonly string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return folders
    .flatMap(folder => programs.map(program => path.join(folder, program)))
    .find(file => existsSync(file));
}
