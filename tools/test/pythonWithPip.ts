/** A native CPython with pip, for tests on machines that may have neither. */
import path from 'node:path';
import { pythonWithPackages } from '../pythonWithPackages.ts';

/**
 * Makes sure that it is in the cache.
 *
 * @returns the folder with its `python3`, which is in no need of being installed.
 * @throws Error whose message says why it cannot be had.
 */
export async function pythonWithPip(): Promise<string> {
  const python = await pythonWithPackages({
    name: 'pip',
    lock: path.join(import.meta.dirname, 'pip-lock.json'),
    packages: ({ folder }) => path.join(folder, 'pip'),
    command: 'bin/python3',
  });
  return path.dirname(python);
}
