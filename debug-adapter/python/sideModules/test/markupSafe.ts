import { copyFile, cp, mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { PythonVersion } from '../../../session/python/versions.ts';
import { readLock } from '../../artifactKeys.ts';
import { unpackTarball } from '../../recipe/workspace.ts';
import { unpackedPackages } from '../../unpackedPackages.ts';
import { compileSideModule } from '../cachedModule.ts';

const PACKAGE = 'markupsafe';

/**
 * Installs MarkupSafe into a folder that programs import from, with its module in C beside the rest
 * of the package, as a wheel has it.
 */
export async function installMarkupSafe(python: PythonVersion, folder: string): Promise<void> {
  const locked = (await readLock()).filter(({ name }) => name === PACKAGE);
  const unpacked = await unpackedPackages(PACKAGE, locked, async ({ workspace, logFile }) => {
    await unpackTarball(workspace, PACKAGE, logFile);
  });
  const source = path.join(unpacked, 'src', PACKAGE, 'src', PACKAGE);
  const speedups = await compileSideModule({
    name: `${PACKAGE}._speedups`,
    sources: [path.join(source, '_speedups.c')],
    python,
  });
  const target = path.join(folder, PACKAGE);
  await mkdir(target, { recursive: true });
  await cp(source, target, { recursive: true });
  await copyFile(speedups, path.join(target, path.basename(speedups)));
}
