import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { PROJECT_PACKAGES } from '../session/python/packages.ts';

/** What this machine may call its Python. */
const PYTHONS = ['python3', 'python', 'py'];

/**
 * What pip is to look for: wheels in pure Python, whatever they are installed on.
 * It builds none, which would run programs of the package on this machine.
 */
const PURE_PYTHON = [
  '--only-binary=:all:',
  ...['--platform', 'any', '--implementation', 'py', '--abi', 'none', '--python-version', '3.13'],
];

interface Pip {
  /** Runs it on this terminal. @returns its exit code. */
  run(args: readonly string[]): number;
}

function findPip(): Pip | undefined {
  const python = PYTHONS.find(
    name => spawnSync(name, ['-m', 'pip', '--version'], { stdio: 'ignore' }).status === 0,
  );
  if (python === undefined) return undefined;
  return {
    run: args => spawnSync(python, ['-m', 'pip', ...args], { stdio: 'inherit' }).status ?? 1,
  };
}

/**
 * Runs this machine's pip, with its own settings, on the packages of the project.
 *
 * @param args its command line: `install` with whatever belongs to it, or `list`.
 * @param compile compiles all modules in a folder, so that they load at once.
 * @returns the exit code, or a sentence that says what is wrong.
 */
export async function runPip(
  args: readonly string[],
  compile: (folder: string) => Promise<number>,
): Promise<number | string> {
  const [command, ...rest] = args;
  const ownTarget = targetOf(rest);
  const folder = ownTarget ?? path.resolve(PROJECT_PACKAGES);
  if (command !== 'install' && command !== 'list') {
    return `Of pip's commands there are install and list: delete ${PROJECT_PACKAGES}, and install again, to be rid of a package.`;
  }
  const pip = findPip();
  if (pip === undefined) {
    return 'There is no pip on this machine: install Python with pip, which is only used to fetch packages.';
  }
  if (command === 'list') return pip.run(['list', '--path', folder, ...rest]);

  const target = ownTarget !== undefined ? [] : ['--target', folder];
  const code = pip.run(['install', '--upgrade', ...PURE_PYTHON, ...target, ...rest]);
  if (code !== 0) {
    return 'pip did not install the packages. Only wheels in pure Python (…-none-any.whl) run in WebAssembly; what pip names above has none, or cannot be reached.';
  }
  return existsSync(folder) ? compile(folder) : 0;
}

function targetOf(args: readonly string[]): string | undefined {
  for (const [index, word] of args.entries()) {
    if (word === '-t' || word === '--target') return path.resolve(args[index + 1] ?? '');
    if (word.startsWith('--target=')) return path.resolve(word.slice('--target='.length));
  }
  return undefined;
}
