import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

/** The command, as built. */
export const CLI = path.resolve(import.meta.dirname, '../../dist/cli.js');

const execute = promisify(execFile);

/** Runs code under `wasix-python` and returns what it prints. */
export async function runPython(code: string): Promise<string> {
  const { stdout } = await execute(process.execPath, [CLI, '-c', code]);
  return stdout.trim();
}

/** Runs code under the machine's own Python; undefined where there is none. */
export async function runNativePython(code: string): Promise<string | undefined> {
  try {
    return (await execute('python3', ['-c', code])).stdout.trim();
  } catch {
    return undefined;
  }
}
