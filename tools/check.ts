/** `npm run check`: types, lint with the layer rule, formatting, dead code. Changes nothing. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';

const root = path.resolve(import.meta.dirname, '..');

const BINARIES = path.join(root, 'node_modules/.bin');

const BIOME_COLORS = process.stdout.isTTY ? [] : ['--colors=off'];

const CHECKS: Record<string, string[]> = {
  types: [path.join(BINARIES, 'tsc'), '--project', '.'],
  'types of the runtime in a browser': [
    path.join(BINARIES, 'tsc'),
    '--project',
    'debug-adapter/runtime/browser',
  ],
  'types of the debug adapter in a browser': [
    path.join(BINARIES, 'tsc'),
    '--project',
    'debug-adapter/session/browser',
  ],
  'types of web pages': [path.join(BINARIES, 'tsc'), '--project', 'extension/webPage/page'],
  'types of the extension in a browser': [path.join(BINARIES, 'tsc'), '--project', 'extension/web'],
  'types of the language server in a browser': [
    path.join(BINARIES, 'tsc'),
    '--project',
    'extension/language-server/browser',
  ],
  'types of the playground': [path.join(BINARIES, 'tsc'), '--project', 'extension/playground/page'],
  "types of the playground's service worker": [
    path.join(BINARIES, 'tsc'),
    '--project',
    'extension/playground/offline',
  ],
  'lint and formatting': [
    path.join(BINARIES, 'biome'),
    'ci',
    '--error-on-warnings',
    ...BIOME_COLORS,
    '.',
  ],
  Python: [process.execPath, path.join(root, 'tools/python.ts')],
  'dead code': [path.join(BINARIES, 'knip')],
  'the manifest': [process.execPath, path.join(root, 'tools/manifest.ts'), '--check'],
};

const { values } = parseArgs({ options: { help: { type: 'boolean', default: false } } });
if (values.help) {
  console.log(
    `usage: npm run check\n\nChecks ${Object.keys(CHECKS).join(', ')}.\n` +
      '`npx biome check --write .` mends formatting and much of the lint,\n' +
      '`node tools/run.mjs python --write` that of Python.',
  );
  process.exit(0);
}

const failed: string[] = [];
for (const [name, [command, ...args]] of Object.entries(CHECKS)) {
  console.log(`── ${name}`);
  const { status } = spawnSync(command as string, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) failed.push(name);
}
if (failed.length > 0) {
  console.error(`\nfailed: ${failed.join(', ')}`);
  process.exit(1);
}
console.log('\nall checks passed');
