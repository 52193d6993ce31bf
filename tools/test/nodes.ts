/** `npm run test:nodes`: runs tests on other versions of Node than the project's own. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { cacheFolder } from '../../debug-adapter/python/setup/cache.ts';

/** The oldest with JSPI, behind a flag and without, and the newest of each line. */
const VERSIONS = ['24.0.0', '24.20.0', '24.21.0', '25.9.0', '26.12.1'];

const USAGE = `usage: npm run test:nodes [-- --node VERSION]... [-- FILE...]

Runs test files on Node ${VERSIONS.join(', ')}, or those that are named; by default all of the
debug adapter's. The versions come from npm, into the cache.`;

const root = path.resolve(import.meta.dirname, '../..');

/** Installs a version unless it is there. @returns its program. */
async function installNode(version: string): Promise<string> {
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

/** What switches JSPI on for tests that run guests where they are; programs do it by themselves. */
function jspiFlag(node: string): string[] {
  const { stdout } = spawnSync(node, ['-p', "'Suspending' in WebAssembly"], { encoding: 'utf8' });
  return stdout.trim() === 'true' ? [] : ['--experimental-wasm-jspi'];
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    help: { type: 'boolean', default: false },
    node: { type: 'string', multiple: true, default: VERSIONS },
  },
});
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
const files = positionals.length > 0 ? positionals : ['debug-adapter/**/*.test.ts'];
const failed: string[] = [];
for (const version of values.node) {
  console.log(`\n━━━ Node ${version}`);
  const node = await installNode(version);
  const { status } = spawnSync(
    node,
    [...jspiFlag(node), '--test', '--test-timeout=300000', ...files],
    {
      cwd: root,
      stdio: 'inherit',
    },
  );
  if (status !== 0) failed.push(version);
}
if (failed.length > 0) console.log(`\nTests failed on Node ${failed.join(', ')}.`);
process.exit(failed.length === 0 ? 0 : 1);
