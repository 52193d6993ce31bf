import path from 'node:path';
import type { PythonVersion } from '../../session/python/versions.ts';
import { lockedFor, readLock } from '../artifactKeys.ts';
import { buildPython, buildPythonStep } from '../recipe/buildPython.ts';
import { run } from '../setup/command.ts';
import type { LockedFile } from '../setup/lock.ts';
import { areUnpacked, isForThisMachine, unpackedPackages } from '../unpackedPackages.ts';

/** What lock.json calls it. */
const CYTHON = 'build-cython';

/** What it is run by, and itself. */
async function packagesFor(version: PythonVersion): Promise<LockedFile[]> {
  const locked = lockedFor(version, await readLock());
  return locked.filter(file => file.name.startsWith('build-') && isForThisMachine(file));
}

function nameFor(version: PythonVersion): string {
  return `cython-${version}`;
}

/** What determines the C that Cython makes, beside the source. */
export async function cythonInputs(version: PythonVersion): Promise<string[]> {
  return (await packagesFor(version)).map(({ sha256 }) => sha256);
}

/** Whether Cython is in the cache. */
export async function hasCython(version: PythonVersion): Promise<boolean> {
  return areUnpacked(nameFor(version), await packagesFor(version));
}

/** A module of Cython's that C is made of. */
export interface CythonModule {
  /** Absolute path of the .pyx file. */
  readonly source: string;
  /** The module's full name in Python. */
  readonly name: string;
  readonly python: PythonVersion;
  /** Folders of declarations (.pxd), beside the source's own. */
  readonly include: readonly string[];
}

/**
 * Makes C of a module in Cython, by the Cython and the Python that the recipe of that version of
 * Python uses. They are put into the cache first if they are not there.
 * @param output the file of C that is written.
 * @throws {Error} whose message has Cython's, or says what is missing.
 */
export async function cythonize(
  { source, name, python, include }: CythonModule,
  output: string,
  logFile: string,
): Promise<void> {
  const folder = await unpackedPackages(nameFor(python), await packagesFor(python), async each => {
    await (await buildPythonStep({ ...each.workspace, version: python })).run(each.logFile);
    await each.unpack(CYTHON, path.join(each.workspace.folder, CYTHON));
  });
  const folders = include.flatMap(each => ['-I', each]);
  await run(
    buildPython({ folder, version: python, sources: new Map() }),
    ['-m', 'cython', '-3', ...folders, '--module-name', name, source, '-o', output],
    {
      logFile,
      env: { PYTHONPATH: path.join(folder, CYTHON, 'usr/lib/python3/dist-packages') },
    },
  );
}
