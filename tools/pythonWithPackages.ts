/** A native CPython with packages of Debian's, for tests and figures on machines that may have neither. */
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { lockedFor, readLock } from '../debug-adapter/python/artifactKeys.ts';
import { buildPython, buildPythonStep } from '../debug-adapter/python/recipe/buildPython.ts';
import { parseLock } from '../debug-adapter/python/setup/lock.ts';
import { isForThisMachine, unpackedPackages } from '../debug-adapter/python/unpackedPackages.ts';
import type { PythonVersion } from '../debug-adapter/session/python/versions.ts';

/** The version that WASIX Python is mostly held against; pip is told for which it fetches. */
const VERSION: PythonVersion = '3.13';

/** What is made ready. */
export interface PythonOptions {
  /** Of the folder in the cache. */
  readonly name: string;
  /** By default the usual one. */
  readonly version?: PythonVersion;
  /** The file that lists the packages, if there are to be some. */
  readonly lock?: string;
  /** Where the packages are unpacked. */
  readonly packages: (places: { readonly folder: string; readonly interpreter: string }) => string;
  /** Path of the command in the folder. */
  readonly command: string;
  /** The interpreter's own options. */
  readonly options?: string;
}

/**
 * Makes sure that it is in the cache: the CPython that cross-builds ours, which finds the packages.
 *
 * @returns the path of its command, which is in no need of being installed.
 * @throws Error whose message says why it cannot be had.
 */
export async function pythonWithPackages(wanted: PythonOptions): Promise<string> {
  const { version = VERSION, lock } = wanted;
  const own = lock === undefined ? [] : parseLock(await readFile(lock, 'utf8'));
  const build = lockedFor(version, await readLock()).filter(file => file.name.startsWith('build-'));
  const all = [...build.filter(isForThisMachine), ...own];
  const place = await unpackedPackages(wanted.name, all, async unpacking => {
    const { folder } = unpacking.workspace;
    const workspace = { ...unpacking.workspace, version };
    await (await buildPythonStep(workspace)).run(unpacking.logFile);
    const interpreter = buildPython(workspace);
    const packages = wanted.packages({ folder, interpreter });
    for (const { name } of own) await unpacking.unpack(name, packages);
    const command = path.join(folder, wanted.command);
    await mkdir(path.dirname(command), { recursive: true });
    const words = [`'${interpreter}'`, ...(wanted.options ? [wanted.options] : []), '"$@"'];
    await writeFile(
      command,
      `#!/bin/sh
export PYTHONPATH='${path.join(packages, 'usr/lib/python3/dist-packages')}'
exec ${words.join(' ')}
`,
    );
    await chmod(command, 0o755);
  });
  return path.join(place, wanted.command);
}
