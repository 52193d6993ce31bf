import path from 'node:path';
import type { PythonVersion } from '../../debug-adapter/session/python/versions.ts';
import { nativePython } from '../judge/nativePython.ts';
import { pythonWithPackages } from '../pythonWithPackages.ts';
import { samplePackages } from '../samplePackages.ts';

/**
 * Has the `ssl` without encryption that WASIX Python has: native Python's own wants a
 * library that the machine may not have.
 */
const LIBRARY = path.resolve(import.meta.dirname, '../../debug-adapter/python/library');

/**
 * The command that runs code on native CPython 3.13, with the packages of the samples.
 *
 * @param args what the code finds in `sys.argv`, the program's own name first.
 * @throws Error whose message says why it cannot be had.
 */
export async function nativeCommand(code: string, ...args: string[]): Promise<string[]> {
  // Not by PYTHONPATH, which is how this interpreter finds its greenlet.
  const prepare = 'import sys; sys.path[:0] = sys.argv[1:3]; del sys.argv[:3]\n';
  const python = await nativePython();
  return [python, '-c', prepare + code, await samplePackages(), LIBRARY, ...args];
}

/**
 * The command of a native CPython without packages.
 *
 * @throws Error whose message says why it cannot be had.
 */
export function plainNativePython(version: PythonVersion): Promise<string> {
  return pythonWithPackages({
    name: `native-${version}`,
    version,
    packages: ({ folder }) => folder,
    command: 'python',
  });
}
