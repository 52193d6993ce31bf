import * as vscode from 'vscode';
import { findNode, type NodeProgram } from './nodeFinder.ts';

/** The Node that runs debug adapters, and the command. */
export class AdapterNode {
  readonly #extensionFolder: string;

  constructor(extensionFolder: string) {
    this.#extensionFolder = extensionFolder;
  }

  /** @throws Error that says what to do when there is none. */
  find(): Promise<NodeProgram> {
    return findNode({
      own: ownNode(),
      configured: vscode.workspace.getConfiguration('wasixPython').get('nodePath', ''),
      searchPath: process.env.PATH ?? '',
      extensionFolder: this.#extensionFolder,
    });
  }
}

/** The runtime of this extension host: a plain Node in servers, Electron in the desktop editor. */
function ownNode(): NodeProgram | undefined {
  if (!('Suspending' in WebAssembly)) return undefined;
  const isElectron = 'electron' in process.versions;
  return { file: process.execPath, env: isElectron ? { ELECTRON_RUN_AS_NODE: '1' } : {} };
}
