import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { PythonVersion } from '../../../session/python/versions.ts';
import { PROJECT_SOURCES } from '../../recipe/workspace.ts';

const CLI = path.resolve(PROJECT_SOURCES, '../../dist/cli.js');

/** What a program has printed, and how it ended. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program, or an option such as `-c` and what belongs to it, in a folder. */
export async function runGuestProgram(
  python: PythonVersion,
  folder: string,
  ...program: string[]
): Promise<Outcome> {
  const args = [CLI, 'run', '--python', python, ...program];
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { cwd: folder });
    return { code: 0, stdout, stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as Outcome;
    if (typeof code !== 'number') throw error;
    return { code, stdout, stderr };
  }
}
