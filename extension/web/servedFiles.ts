import * as vscode from 'vscode';
import { type ServedPython, withUrls } from '../../debug-adapter/session/browser/machine.ts';
import { type PythonVersion, USUAL_VERSION } from '../../debug-adapter/session/browser/versions.ts';
import { webPythonFile } from './model/webPython.ts';

/** The bundle of the worker with the debug adapter, in `dist`. */
const WORKER = 'web-adapter.js';

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
 * The files in this extension's `dist` that sessions need. They are read once for each version of Python: pages may
 * refuse to fetch them, and a worker, to be started from them; and the network may be gone by the next session.
 */
export class ServedFiles {
  readonly #dist: vscode.Uri;
  readonly #loaded = new Map<PythonVersion, Promise<AdapterFiles>>();

  constructor(extension: vscode.Uri) {
    this.#dist = vscode.Uri.joinPath(extension, 'dist');
  }

  /**
   * Those with a version of Python or, where that did not come with this extension, with the usual one: of which the
   * adapter tells whoever asks for another.
   *
   * @throws FileSystemError when one cannot be read; the next call tries again.
   */
  async load(version: PythonVersion): Promise<AdapterFiles> {
    const loading = this.#loaded.get(version) ?? this.#load(version);
    this.#loaded.set(version, loading);
    try {
      return await loading;
    } catch (error) {
      this.#loaded.delete(version);
      throw error;
    }
  }

  /** URL of a script in `dist` that a worker can be started from. @throws FileSystemError when it cannot be read. */
  async script(name: string): Promise<string> {
    return URL.createObjectURL(await this.#read(name));
  }

  async #load(version: PythonVersion): Promise<AdapterFiles> {
    const described = await this.#describe(version);
    if (described === undefined) return this.load(USUAL_VERSION);
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

  /** @returns undefined for a version that is not usual, and not there. */
  async #describe(version: PythonVersion): Promise<ServedPython | undefined> {
    try {
      const content = await this.#read(webPythonFile(version));
      return JSON.parse(await content.text());
    } catch (error) {
      if (version === USUAL_VERSION) throw error;
      return undefined;
    }
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
