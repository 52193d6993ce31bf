/** CPython 3.13 with debugpy and greenlet, to hold this debugger against. Runs natively. */
import path from 'node:path';
import { pythonWithPackages } from '../pythonWithPackages.ts';

/**
 * Makes sure that the judge is in the cache.
 *
 * @returns the path of its interpreter.
 * @throws Error whose message says why it cannot be had.
 */
export function nativePython(): Promise<string> {
  return pythonWithPackages({
    name: 'judge',
    lock: path.join(import.meta.dirname, 'lock.json'),
    packages: ({ interpreter }) => path.dirname(interpreter),
    command: 'python',
    options: '-Xfrozen_modules=off',
  });
}
