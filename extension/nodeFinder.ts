import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { Problem } from './problem.ts';

/** A program that runs JavaScript, with the environment variables that it needs for that. */
export interface NodeProgram {
  readonly file: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Where a Node for the debug adapter may be found. */
export interface NodePlaces {
  /** What runs the extension; undefined when it has no JSPI. */
  readonly own: NodeProgram | undefined;
  /** The setting `wasixPython.nodePath`; empty when it is not set. */
  readonly configured: string;
  /** The environment variable `PATH`. */
  readonly searchPath: string;
  /** The extension's folder: in a checkout, set-up has installed a Node there. */
  readonly extensionFolder: string;
}

/** Tells whether a Node has JSPI; asked of programs that exist, and may not be a Node at all. */
export type JspiProbe = (file: string) => Promise<boolean>;

const EXECUTABLE = process.platform === 'win32' ? 'node.exe' : 'node';

/** How long a program may take to tell whether it is a Node with JSPI, in milliseconds. */
const PROBE_PATIENCE = 10_000;

/**
 * Finds a Node with JSPI, without which no WASIX program can switch contexts.
 *
 * @throws Problem when there is none.
 */
export async function findNode(
  { own, configured, searchPath, extensionFolder }: NodePlaces,
  hasJspi: JspiProbe = probe,
): Promise<NodeProgram> {
  if (own !== undefined) return own;
  if (configured !== '') {
    if (existsSync(configured) && (await hasJspi(configured))) return { file: configured, env: {} };
    throw new Problem(
      'The setting "wasixPython.nodePath" must be the path of a Node 24 or later, which {0} is not.',
      configured,
    );
  }
  for (const file of [...onSearchPath(searchPath), ...installedBySetUp(extensionFolder)]) {
    if (existsSync(file) && (await hasJspi(file))) return { file, env: {} };
  }
  throw new Problem(
    'WASIX Python needs Node 24 or later, and neither this editor nor PATH has one: install it from nodejs.org, or update the editor, or set "wasixPython.nodePath" to its path.',
  );
}

function onSearchPath(searchPath: string): string[] {
  const folders = searchPath.split(path.delimiter).filter(folder => path.isAbsolute(folder));
  return folders.map(folder => path.join(folder, EXECUTABLE));
}

/** The npm packages that hold a Node are named after the system it is for. */
function installedBySetUp(extensionFolder: string): string[] {
  const system = process.platform === 'win32' ? 'win' : process.platform;
  return ['node', 'node-bin'].map(prefix => {
    const name = `${prefix}-${system}-${process.arch}`;
    return path.join(extensionFolder, 'node_modules', name, 'bin', EXECUTABLE);
  });
}

async function probe(file: string): Promise<boolean> {
  // The debug adapter switches it on in a Node 24 that has it behind a flag.
  const question =
    "process.stdout.write(String('Suspending' in WebAssembly || /^v24\\./.test(process.version)))";
  try {
    const { stdout } = await promisify(execFile)(file, ['-e', question], {
      timeout: PROBE_PATIENCE,
    });
    return stdout === 'true';
  } catch {
    return false;
  }
}
