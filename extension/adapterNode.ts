import * as vscode from 'vscode';
import { findNode, type NodeProgram } from './nodeFinder.ts';

/** The Node that runs debug adapters, and the command. */
export class AdapterNode {
  readonly #extensionFolder: string;
  /** What both are told of the editor, by environment variables. */
  readonly variables: Readonly<Record<string, string>>;

  /** @param storageFolder the editor's, for what is written at run time. */
  constructor(extensionFolder: string, storageFolder: string) {
    this.#extensionFolder = extensionFolder;
    // STORAGE_VARIABLE of the debug adapter.
    this.variables = { WASIX_PYTHON_STORAGE: storageFolder };
  }

  /** @throws Error that says what to do when there is none. */
  async find(): Promise<NodeProgram> {
    const { file, env } = await findNode({
      own: ownNode(),
      configured: vscode.workspace.getConfiguration('wasixPython').get('nodePath', ''),
      searchPath: process.env.PATH ?? '',
      extensionFolder: this.#extensionFolder,
    });
    return { file, env: { ...env, ...this.variables } };
  }
}

/** The runtime of this extension host: a plain Node in servers, Electron in the desktop editor. */
function ownNode(): NodeProgram | undefined {
  if (!('Suspending' in WebAssembly)) return undefined;
  const isElectron = 'electron' in process.versions;
  return { file: process.execPath, env: isElectron ? { ELECTRON_RUN_AS_NODE: '1' } : {} };
}
