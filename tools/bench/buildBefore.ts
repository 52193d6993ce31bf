/** The project as it was before its work on speed, to hold its figures against. */
import fs from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { cacheFolder, publish } from '../../debug-adapter/python/setup/cache.ts';
import { run } from '../../debug-adapter/python/setup/command.ts';

/** The last commit that ran threads in workers. */
const COMMIT = 'b956ad4aae89da194ee2d3617aaaaa027e1dab71';

const PROJECT = path.resolve(import.meta.dirname, '../..');

/**
 * Makes sure that the build before is in the cache; making it takes minutes.
 *
 * @returns the path of its command, which runs on the same Node.
 * @throws Error with the log's path when a step fails: the checkout may have no history.
 */
export async function commandBefore(): Promise<string> {
  const folder = path.join(cacheFolder(), 'builds', COMMIT);
  if (!fs.existsSync(folder)) await build(folder);
  return path.join(folder, 'dist/cli.js');
}

/** Makes sure of the same build. @returns the path of its debug adapter. */
export async function adapterBefore(): Promise<string> {
  return path.join(path.dirname(await commandBefore()), 'debug-adapter.js');
}

async function build(folder: string): Promise<void> {
  const staging = `${folder}.unfinished`;
  const logFile = `${folder}.log`;
  await mkdir(path.dirname(folder), { recursive: true });
  fs.rmSync(staging, { recursive: true, force: true });
  await run('git', ['clone', '--quiet', '--no-checkout', PROJECT, staging], { logFile });
  await run('git', ['checkout', '--quiet', COMMIT], { cwd: staging, logFile });
  for (const task of ['setup', 'build']) {
    await run('node', ['tools/run.mjs', task], { cwd: staging, logFile });
  }
  await publish(staging, folder);
}
