import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { PythonVersion } from '../../../session/python/versions.ts';
import { PROJECT_SOURCES } from '../../recipe/workspace.ts';

const CLI = path.resolve(PROJECT_SOURCES, '../../dist/cli.js');

/** When a program is taken to hang, in milliseconds. */
const HANGS_AFTER = 300_000;

/** What a program has printed, and how it ended. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a program, or an option such as `-c` and what belongs to it, in a folder.
 * @throws {Error} when it does not end.
 */
export async function runGuestProgram(
  python: PythonVersion,
  folder: string,
  ...program: string[]
): Promise<Outcome> {
  const args = [CLI, 'run', '--python', python, ...program];
  try {
    const options = { cwd: folder, timeout: HANGS_AFTER, killSignal: 'SIGKILL' } as const;
    const { stdout, stderr } = await promisify(execFile)(process.execPath, args, options);
    return { code: 0, stdout, stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as Outcome;
    if (typeof code !== 'number') throw new Error(`${program.join(' ')} hangs\n${stdout}${stderr}`);
    return { code, stdout, stderr };
  }
}
