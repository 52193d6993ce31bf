import type { PythonVersion } from '../../debug-adapter/session/python/versions.ts';
import { nativePython } from '../judge/nativePython.ts';
import { pythonWithPackages } from '../pythonWithPackages.ts';
import { samplePackages } from '../samplePackages.ts';

/**
 * The command that runs code on native CPython 3.13, with the packages of the samples.
 *
 * @param args what the code finds in `sys.argv`, the program's own name first.
 * @throws Error whose message says why it cannot be had.
 */
export async function nativeCommand(code: string, ...args: string[]): Promise<string[]> {
  // Not by PYTHONPATH, which is how this interpreter finds its greenlet.
  const prepare = 'import sys; sys.path.insert(0, sys.argv[1]); del sys.argv[:2]\n';
  const python = await nativePython();
  return [python, '-c', prepare + code, await samplePackages(), ...args];
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
