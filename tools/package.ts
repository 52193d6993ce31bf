/** `npm run package`: the extension as one file, with WASIX Python in it. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createVSIX } from '@vscode/vsce';
import { USUAL_VERSION } from '../debug-adapter/session/python/versions.ts';
import manifest from '../package.json' with { type: 'json' };

const USAGE = `usage: npm run package

Builds the extension and packs it into ${manifest.name}-VERSION.vsix, with WASIX
Python ${USUAL_VERSION} in it: it works offline. Install it by "Extensions: Install from VSIX…"
of VS Code.
`;

const root = path.resolve(import.meta.dirname, '..');

/** What a package is of no use without, and who makes it. */
const REQUIREMENTS = {
  [`dist/python/${USUAL_VERSION}/python.wasm`]: 'npm run setup',
  [`dist/python/${USUAL_VERSION}/stdlib.zip`]: 'npm run setup',
  [`dist/python/${USUAL_VERSION}/lib-dynload`]: 'npm run setup',
  [`dist/wheels/${USUAL_VERSION}/manifest.json`]: 'npm run setup',
};

const { values } = parseArgs({ options: { help: { type: 'boolean', default: false } } });
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
for (const [file, command] of Object.entries(REQUIREMENTS)) {
  if (fs.existsSync(path.join(root, file))) continue;
  console.error(`There is no ${file} to pack: run \`${command}\` first.`);
  process.exit(1);
}
const build = spawnSync(process.execPath, [path.join(root, 'tools/build.ts')], {
  stdio: 'inherit',
});
if (build.status !== 0) process.exit(1);

const packagePath = path.join(root, `${manifest.name}-${manifest.version}.vsix`);
await createVSIX({
  cwd: root,
  packagePath,
  readmePath: 'extension/README.md',
  // What the bundles import is in them.
  dependencies: false,
  allowMissingRepository: true,
  rewriteRelativeLinks: false,
});
const megabytes = (fs.statSync(packagePath).size / 1e6).toFixed(1);
console.log(`${path.relative(process.cwd(), packagePath)}: ${megabytes} MB`);
