/** `npm run test:nodes`: runs tests on other versions of Node than the project's own. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { installNode, NODE_VERSIONS, nodeVersion } from './otherNode.ts';

const USAGE = `usage: npm run test:nodes [-- --node VERSION]... [-- FILE...]

Runs test files on Node ${NODE_VERSIONS.join(', ')}, or those that are named; by default all of the
debug adapter's. The versions come from npm, into the cache.`;

const root = path.resolve(import.meta.dirname, '../..');

/** What switches JSPI on for tests that run guests where they are; programs do it by themselves. */
function jspiFlag(node: string): string[] {
  const { stdout } = spawnSync(node, ['-p', "'Suspending' in WebAssembly"], { encoding: 'utf8' });
  return stdout.trim() === 'true' ? [] : ['--experimental-wasm-jspi'];
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    help: { type: 'boolean', default: false },
    node: { type: 'string', multiple: true, default: NODE_VERSIONS },
  },
});
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
const files = positionals.length > 0 ? positionals : ['debug-adapter/**/*.test.ts'];
const failed: string[] = [];
for (const version of values.node.map(nodeVersion)) {
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
