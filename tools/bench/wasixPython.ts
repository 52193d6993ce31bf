import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

/** The command, as built. */
export const CLI = path.resolve(import.meta.dirname, '../../dist/cli.js');

/** What people call, which runs the command by a Node that it finds, or that `WASIX_PYTHON_RUNTIME` names. */
export const LAUNCHER = path.resolve(import.meta.dirname, '../../dist/bin/wasix-python');

const execute = promisify(execFile);

/** Runs code under `wasix-python` and returns what it prints. */
export function runPython(code: string): Promise<string> {
  return outputOf([process.execPath, CLI, '-c', code]);
}

/** Runs a command, and returns what it prints. */
export async function outputOf(
  [program = '', ...args]: readonly string[],
  cwd?: string,
): Promise<string> {
  return (await execute(program, args, { cwd })).stdout.trim();
}
