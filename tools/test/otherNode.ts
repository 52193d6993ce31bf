/** Other versions of Node than the project's own, from npm, into the cache. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { cacheFolder } from '../../debug-adapter/python/setup/cache.ts';

/** The oldest with JSPI, behind a flag and without, and the newest of each line. */
export const NODE_VERSIONS = ['24.0.0', '24.20.0', '24.21.0', '25.9.0', '26.12.1'];

/** @returns the newest of {@link NODE_VERSIONS} that a version such as `26` may mean, or that itself. */
export function nodeVersion(text: string): string {
  return NODE_VERSIONS.findLast(version => version.startsWith(`${text}.`)) ?? text;
}

/** Installs a version unless it is there. @returns its program. */
export async function installNode(version: string): Promise<string> {
  const name = `node-${process.platform}-${process.arch}`;
  const folder = path.join(cacheFolder(), `node-${version}`);
  const program = path.join(folder, 'node_modules', name, 'bin/node');
  if (existsSync(program)) return program;
  await mkdir(folder, { recursive: true });
  const options = ['--no-save', '--no-fund', '--no-audit', '--loglevel=error'];
  const { status } = spawnSync(
    'npm',
    ['install', '--prefix', folder, ...options, `${name}@${version}`],
    { stdio: 'inherit' },
  );
  if (status !== 0) throw new Error(`npm could not install Node ${version}`);
  return program;
}
