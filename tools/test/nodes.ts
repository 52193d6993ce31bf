/** `npm run test:nodes`: runs tests on other versions of Node than the project's own. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { growableStacks } from '../../debug-adapter/runtime/node/engine.ts';
import { installNode, NODE_VERSIONS, nodeVersion } from './otherNode.ts';

const USAGE = `usage: npm run test:nodes [-- --node VERSION]... [-- FILE...]

Runs test files on Node ${NODE_VERSIONS.join(', ')}, or those that are named; by default all of the
debug adapter's. The versions come from npm, into the cache.`;

const root = path.resolve(import.meta.dirname, '../..');

/**
 * What tests start with that run guests where they are, and programs do by themselves: JSPI, and stacks that grow
 * (see `GROWABLE_STACKS`).
 */
function engineFlags(node: string): string[] {
  const question = "[process.versions.v8, 'Suspending' in WebAssembly].join()";
  const { stdout } = spawnSync(node, ['-p', question], { encoding: 'utf8' });
  const [v8Version = '', hasJspi] = stdout.trim().split(',');
  const jspi = hasJspi === 'true' ? [] : ['--experimental-wasm-jspi'];
  return [growableStacks(v8Version), ...jspi];
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
    [...engineFlags(node), '--test', '--test-timeout=300000', ...files],
    {
      cwd: root,
      stdio: 'inherit',
    },
  );
  if (status !== 0) failed.push(version);
}
if (failed.length > 0) console.log(`\nTests failed on Node ${failed.join(', ')}.`);
process.exit(failed.length === 0 ? 0 : 1);
