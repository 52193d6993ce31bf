import { copyFile, cp, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { cpythonBuild } from './cpython.ts';
import { greenletOriginal } from './greenletModule.ts';
import { type PythonWorkspace, sourceTree } from './workspace.ts';

/**
 * Writes what extension modules are compiled against into a folder: the headers that an
 * installation of CPython has (those in `internal` too, which Cython's C includes), `pyconfig.h`
 * as configure made it for WASIX, and `greenlet/greenlet.h`.
 */
export async function writeHeaders(workspace: PythonWorkspace, folder: string): Promise<void> {
  await cp(path.join(sourceTree(workspace, 'cpython'), 'Include'), folder, {
    recursive: true,
    filter: source => path.extname(source) === '' || source.endsWith('.h'),
  });
  await copyFile(path.join(cpythonBuild(workspace), 'pyconfig.h'), path.join(folder, 'pyconfig.h'));
  await mkdir(path.join(folder, 'greenlet'), { recursive: true });
  await copyFile(
    path.join(greenletOriginal(workspace), 'greenlet.h'),
    path.join(folder, 'greenlet/greenlet.h'),
  );
}
