/** Codecs for Chinese, Japanese and Korean, which have large tables: `CJK_MODULES` of the recipe are left to it. */
import path from 'node:path';
import type { PythonVersion } from '../../../session/python/versions.ts';
import { CJK_MODULES } from '../../recipe/cpython.ts';
import { unpackTarball } from '../../recipe/workspace.ts';
import type { SideModule } from '../../sideModules/sideCompiler.ts';
import type { Unpacking } from '../../unpackedPackages.ts';
import { CPYTHON_FLAGS, cpythonFolders } from '../cpythonFlags.ts';

/** CPython's folder of them. */
const SOURCES = 'Modules/cjkcodecs';

/** Unpacks the sources. */
export async function prepareCjk({ workspace, logFile }: Unpacking): Promise<void> {
  await unpackTarball(workspace, 'cpython', logFile, [`*/${SOURCES}/*`]);
}

/** The modules. @param folder in which `prepareCjk` has unpacked the sources. */
export function cjkModules(folder: string, python: PythonVersion): SideModule[] {
  const sources = path.join(folder, `python${python}`, 'src/cpython', SOURCES);
  return CJK_MODULES.map(name => ({
    name,
    python,
    sources: [path.join(sources, `${name}.c`)],
    include: cpythonFolders(python),
    flags: [...CPYTHON_FLAGS, '-w'],
  }));
}
