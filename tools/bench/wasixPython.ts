import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

/** The command, as built. */
export const CLI = path.resolve(import.meta.dirname, '../../dist/cli.js');

/** What people call, which runs the command by a Node that it finds, or that a variable names. */
export const LAUNCHER = path.resolve(import.meta.dirname, '../../dist/bin/wasix-python');

/** Has the launcher run the command by the Node that runs this. */
export const LAUNCHER_VARIABLES = { WASIX_PYTHON_RUNTIME: process.execPath };

const execute = promisify(execFile);

/** Runs code under `wasix-python` and returns what it prints. */
export async function runPython(code: string): Promise<string> {
  const env = { ...process.env, ...LAUNCHER_VARIABLES };
  return (await execute(LAUNCHER, ['-c', code], { env })).stdout.trim();
}

/** Runs a command, and returns what it prints. */
export async function outputOf(
  [program = '', ...args]: readonly string[],
  cwd?: string,
): Promise<string> {
  return (await execute(program, args, { cwd })).stdout.trim();
}
