import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The files of WASIX Python on this machine, as set-up or the extension's package left them. */
export interface PythonDistribution {
  /** The interpreter, a WASIX module. */
  readonly interpreter: string;
  /** The standard library, a ZIP archive. */
  readonly library: string;
}

/** The folder of everything built: where this bundle lies, or `dist` for the sources in a checkout. */
export function distributionFolder(): string {
  const here = path.dirname(fileURLToPath(import.meta.url));
  return import.meta.url.endsWith('.ts') ? path.resolve(here, '../../../dist') : here;
}

/** @returns undefined when WASIX Python is not there. */
export function findPython(): PythonDistribution | undefined {
  const folder = path.join(distributionFolder(), 'python');
  const python = {
    interpreter: path.join(folder, 'python.wasm'),
    library: path.join(folder, 'stdlib.zip'),
  };
  return Object.values(python).every(file => existsSync(file)) ? python : undefined;
}

/** Modules of Python's that WASIX Python has not, with the reason of each. */
export function missingModules(): readonly { readonly name: string; readonly reason: string }[] {
  const manifest = path.join(distributionFolder(), 'python/manifest.json');
  return existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).missingModules : [];
}

/** The folder of wheels that pip is to know of: packages that are built in, or made for it. */
export function wheelFolder(): string {
  return path.join(distributionFolder(), 'python/wheels');
}

/** The ZIP archive that holds the agent's package. */
export function agentArchive(): string {
  return path.join(distributionFolder(), 'agent.zip');
}
