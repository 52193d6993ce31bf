import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type PythonDistribution, SHARED_MODULES } from '../python/pythonDistribution.ts';
import { defaultVersion, PYTHON_VERSIONS, type PythonVersion } from '../python/versions.ts';

export type { PythonDistribution };

/** The folder of everything built: where this bundle lies, or `dist` for the sources in a checkout. */
export function distributionFolder(): string {
  const here = path.dirname(fileURLToPath(import.meta.url));
  return import.meta.url.endsWith('.ts') ? path.resolve(here, '../../../dist') : here;
}

/** The folder of a version of WASIX Python. */
export function pythonFolder(version: PythonVersion = defaultVersion()): string {
  return path.join(distributionFolder(), 'python', version);
}

/** @returns undefined when that version of WASIX Python is not there. */
export function findPython(
  version: PythonVersion = defaultVersion(),
): PythonDistribution | undefined {
  const folder = pythonFolder(version);
  const files = {
    interpreter: path.join(folder, 'python.wasm'),
    library: path.join(folder, 'stdlib.zip'),
    sharedModules: path.join(folder, SHARED_MODULES),
  };
  return Object.values(files).every(file => existsSync(file)) ? { version, ...files } : undefined;
}

/** The versions of WASIX Python that are there. */
export function presentVersions(): PythonVersion[] {
  return PYTHON_VERSIONS.filter(version => findPython(version) !== undefined);
}

/** The whole version of a Python, such as `3.13.5`; its first where nobody knows. */
export function pythonRelease(version: PythonVersion): string {
  const manifest = path.join(pythonFolder(version), 'manifest.json');
  return existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).python : `${version}.0`;
}

/** Modules of a version of Python that it has not in WebAssembly, with the reason of each. */
export function missingModules(
  version: PythonVersion,
): readonly { readonly name: string; readonly reason: string }[] {
  const folder = pythonFolder(version);
  const manifest = path.join(folder, 'manifest.json');
  if (!existsSync(manifest)) return [];
  const { missingModules: lacking } = JSON.parse(readFileSync(manifest, 'utf8')) as Manifest;
  const shared = readdirSync(path.join(folder, SHARED_MODULES)).map(file => file.split('.')[0]);
  return lacking.filter(({ name }) => !shared.includes(name));
}

/** What is read here of what the build says of itself. */
interface Manifest {
  readonly missingModules: readonly { readonly name: string; readonly reason: string }[];
}

/** The folder of wheels that pip is to know of: packages that are built in, or made for it. */
export function wheelFolder(version: PythonVersion): string {
  return path.join(pythonFolder(version), 'wheels');
}

/**
 * The folder of wheels of packages whose native code was made for a version of Python, and of what
 * they depend on. It need not be there.
 */
export function madeWheelFolder(version: PythonVersion): string {
  return path.join(distributionFolder(), 'wheels', version);
}

/** The folders of wheels that came with a version of Python. */
export function wheelsAtHand(version: PythonVersion): string[] {
  return [wheelFolder(version), madeWheelFolder(version)].filter(folder => existsSync(folder));
}

/** The ZIP archive that holds the agent's package, compiled for a version of Python. */
export function agentArchive(version: PythonVersion): string {
  return path.join(distributionFolder(), `agent-${version}.zip`);
}
