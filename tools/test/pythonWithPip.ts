/** A native CPython with pip, for tests on machines that may have neither. */
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { lockedFor, readLock } from '../../debug-adapter/python/artifactKeys.ts';
import { buildPython, buildPythonStep } from '../../debug-adapter/python/recipe/buildPython.ts';
import { parseLock } from '../../debug-adapter/python/setup/lock.ts';
import { isForThisMachine, unpackedPackages } from '../unpackedPackages.ts';

/** Any would do: pip is told for which version it fetches. */
const VERSION = '3.13';
const LOCK = path.join(import.meta.dirname, 'pip-lock.json');

/**
 * Makes sure that it is in the cache.
 *
 * @returns the folder with its `python3`, which is in no need of being installed.
 * @throws Error whose message says why it cannot be had.
 */
export async function pythonWithPip(): Promise<string> {
  const own = parseLock(await readFile(LOCK, 'utf8'));
  // The CPython that cross-builds ours.
  const build = lockedFor(VERSION, await readLock()).filter(file => file.name.startsWith('build-'));
  const packages = [...build.filter(isForThisMachine), ...own];
  const folder = await unpackedPackages('pip', packages, async unpacking => {
    const { logFile } = unpacking;
    const workspace = { ...unpacking.workspace, version: VERSION } as const;
    await (await buildPythonStep(workspace)).run(logFile);
    const unpacked = path.join(workspace.folder, 'pip');
    for (const { name } of own) await unpacking.unpack(name, unpacked);
    const python = path.join(workspace.folder, 'bin/python3');
    await mkdir(path.dirname(python), { recursive: true });
    await writeFile(
      python,
      `#!/bin/sh
export PYTHONPATH='${path.join(unpacked, 'usr/lib/python3/dist-packages')}'
exec '${buildPython(workspace)}' "$@"
`,
    );
    await chmod(python, 0o755);
  });
  return path.join(folder, 'bin');
}
