import * as vscode from 'vscode';
import { type ServedPython, withUrls } from '../../debug-adapter/session/browser/machine.ts';

/** The bundle of the worker with the debug adapter, in `dist`. */
const WORKER = 'web-adapter.js';

/** What the build tells of the Python that came with this extension, with its files by paths in `dist`. */
const PYTHON = 'web-python.json';

/** What stands before those paths in URLs that nobody but the worker understands. */
const SCHEME = 'wasix-python:/';

/** What a worker with a debug adapter is started with. */
export interface AdapterFiles {
  /** URL of its script. */
  readonly script: string;
  readonly python: ServedPython;
  /** The files of Python, by their URLs. */
  readonly held: ReadonlyMap<string, Blob>;
}

/**
 * The files in this extension's `dist` that sessions need. They are read once: pages may refuse to fetch them, and a
 * worker, to be started from them; and the network may be gone by the next session.
 */
export class ServedFiles {
  readonly #dist: vscode.Uri;
  #loaded: Promise<AdapterFiles> | undefined;

  constructor(extension: vscode.Uri) {
    this.#dist = vscode.Uri.joinPath(extension, 'dist');
  }

  /** @throws FileSystemError when one cannot be read; the next call tries again. */
  async load(): Promise<AdapterFiles> {
    this.#loaded ??= this.#load();
    try {
      return await this.#loaded;
    } catch (error) {
      this.#loaded = undefined;
      throw error;
    }
  }

  async #load(): Promise<AdapterFiles> {
    const described: ServedPython = JSON.parse(await (await this.#read(PYTHON)).text());
    const { interpreter, library, sharedModules, moduleNames, agent } = described;
    const names = [
      interpreter,
      library,
      agent,
      ...moduleNames.map(name => `${sharedModules}/${name}`),
    ];
    const [script, ...contents] = await Promise.all(
      [WORKER, ...names].map(name => this.#read(name)),
    );
    return {
      script: URL.createObjectURL(script as Blob),
      python: withUrls(described, file => SCHEME + file),
      held: new Map(names.map((name, index) => [SCHEME + name, contents[index] as Blob])),
    };
  }

  async #read(name: string): Promise<Blob> {
    const content = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(this.#dist, name));
    return new Blob([content as Uint8Array<ArrayBuffer>], { type: typeOf(name) });
  }
}

/** As a server would tell it. */
function typeOf(name: string): string {
  if (name.endsWith('.wasm')) return 'application/wasm';
  return name.endsWith('.js') ? 'text/javascript' : 'application/octet-stream';
}
