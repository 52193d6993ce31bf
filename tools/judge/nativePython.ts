/** CPython 3.13 with debugpy and greenlet, to hold this debugger against. Runs natively. */
import { chmod, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { lockedFor, readLock } from '../../debug-adapter/python/artifactKeys.ts';
import { buildPython, buildPythonStep } from '../../debug-adapter/python/recipe/buildPython.ts';
import { parseLock } from '../../debug-adapter/python/setup/lock.ts';
import { isForThisMachine, unpackedPackages } from '../unpackedPackages.ts';

/** The version that WASIX Python is held against. */
const VERSION = '3.13';
const LOCK = path.join(import.meta.dirname, 'lock.json');

/**
 * Makes sure that the judge is in the cache.
 *
 * @returns the path of its interpreter.
 * @throws Error whose message says why it cannot be had.
 */
export async function nativePython(): Promise<string> {
  const own = parseLock(await readFile(LOCK, 'utf8'));
  // The CPython that cross-builds ours.
  const build = lockedFor(VERSION, await readLock()).filter(file => file.name.startsWith('build-'));
  const packages = [...build.filter(isForThisMachine), ...own];
  const folder = await unpackedPackages('judge', packages, async unpacking => {
    const { logFile } = unpacking;
    const workspace = { ...unpacking.workspace, version: VERSION } as const;
    await (await buildPythonStep(workspace)).run(logFile);
    const interpreter = buildPython(workspace);
    const root = path.dirname(interpreter);
    for (const { name } of own) await unpacking.unpack(name, root);
    const python = path.join(workspace.folder, 'python');
    await writeFile(
      python,
      `#!/bin/sh
export PYTHONPATH='${root}/usr/lib/python3/dist-packages'
exec '${interpreter}' -Xfrozen_modules=off "$@"
`,
    );
    await chmod(python, 0o755);
  });
  return path.join(folder, 'python');
}
