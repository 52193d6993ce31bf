import assert from 'node:assert/strict';
import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import type { PythonVersion } from '../../../session/python/versions.ts';
import { runGuestProgram } from './guestProgram.ts';

/** Programs of this folder, `use_*.py`, that use test modules in C and C++, or ctypes, by the modules' names. */
export const PROGRAMS = 'plain stateful jumper switcher catcher streamer ctypes'.split(' ');

/** Where a program can run as a whole: on the main stack, or elsewhere. */
export const PLACES = ['main', 'thread', 'greenlet', 'greenlet-in-thread'] as const;

const ELSEWHERE = 'run_elsewhere.py';
const IN_THREADS = 'in_threads.py';

/**
 * Runs a program in a folder in which what it uses is installed.
 * @returns what it printed, in one line.
 * @throws {Error} with what it printed, when it fails.
 */
export async function runProgram(
  python: PythonVersion,
  folder: string,
  name: string,
  place: (typeof PLACES)[number] = 'main',
): Promise<string> {
  const program = `use_${name}.py`;
  for (const file of [program, ELSEWHERE, IN_THREADS]) {
    await copyFile(path.join(import.meta.dirname, file), path.join(folder, file));
  }
  const words = place === 'main' ? [program] : [ELSEWHERE, place, program];
  const { code, stdout, stderr } = await runGuestProgram(python, folder, ...words);
  assert.equal(code, 0, `${words.join(' ')}: exit code ${code}\n${stdout}${stderr}`);
  assert.equal(stderr, '');
  return stdout.trim().replaceAll('\n', ', ');
}
