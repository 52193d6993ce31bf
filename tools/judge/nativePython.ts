/** CPython 3.13 with debugpy and greenlet, to hold this debugger against. Runs natively. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readLock } from '../../debug-adapter/python/artifactKeys.ts';
import { buildPython, buildPythonStep } from '../../debug-adapter/python/recipe/buildPython.ts';
import { unpackPackage } from '../../debug-adapter/python/recipe/workspace.ts';
import { findArchive } from '../../debug-adapter/python/setup/archive.ts';
import { cacheFolder } from '../../debug-adapter/python/setup/cache.ts';
import { type LockedFile, parseLock } from '../../debug-adapter/python/setup/lock.ts';
import { obtain, type SourceFile } from '../../debug-adapter/python/setup/sources.ts';

const LOCK = path.join(import.meta.dirname, 'lock.json');

/** Written last, so that a folder with it is whole. */
const MARKER = 'complete';

/**
 * Makes sure that the judge is in the cache.
 *
 * @returns the path of its interpreter.
 * @throws Error whose message says why it cannot be had, on a machine without
 *   Debian's archive for instance.
 */
export async function nativePython(): Promise<string> {
  const own = parseLock(await readFile(LOCK, 'utf8'));
  const wanted = [
    // The CPython that cross-builds ours.
    ...(await readLock()).filter(file => file.name.startsWith('build-') && isForThisMachine(file)),
    ...own,
  ];
  const key = createHash('sha256').update(wanted.map(file => file.sha256).join());
  const cache = cacheFolder();
  const folder = path.join(cache, `judge-${key.digest('hex').slice(0, 16)}`);
  const logFile = path.join(folder, 'set-up.log');
  const workspace = { folder, sources: new Map<string, SourceFile>() };
  const python = path.join(folder, 'python');
  if (existsSync(path.join(folder, MARKER))) return python;

  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const archive = await findArchive(logFile);
  for (const locked of wanted) {
    const source = await obtain(locked, {
      archive,
      folder: path.join(cache, 'downloads'),
      logFile,
      report: () => {},
      warn: warning => console.warn(`Warning: ${warning}`),
    });
    workspace.sources.set(locked.name, source);
  }
  await (await buildPythonStep(workspace)).run(logFile);
  const interpreter = buildPython(workspace);
  const root = path.dirname(interpreter);
  for (const { name } of own) await unpackPackage(workspace, name, root, logFile);
  await writeFile(
    python,
    `#!/bin/sh\nexport PYTHONPATH='${root}/usr/lib/python3/dist-packages'\nexec '${interpreter}' -Xfrozen_modules=off "$@"\n`,
  );
  await chmod(python, 0o755);
  await writeFile(path.join(folder, MARKER), '');
  return python;
}

function isForThisMachine(file: LockedFile): boolean {
  const architecture = process.arch === 'arm64' ? 'arm64' : 'amd64';
  return file.architecture === undefined || file.architecture === architecture;
}
