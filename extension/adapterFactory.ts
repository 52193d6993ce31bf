import path from 'node:path';
import * as vscode from 'vscode';
import { DEFAULT_ATTACH } from './connectionToken.ts';
import { findNode, type NodeProgram } from './nodeFinder.ts';
import { requireReachable } from './reachablePort.ts';

/** Starts a debug adapter for each session, as a process of its own. */
export class AdapterFactory implements vscode.DebugAdapterDescriptorFactory {
  readonly #extensionFolder: string;

  constructor(extensionFolder: string) {
    this.#extensionFolder = extensionFolder;
  }

  /** @throws Error, which VS Code shows, when there is no Node to run it on, or nobody to attach to. */
  async createDebugAdapterDescriptor({
    configuration,
  }: vscode.DebugSession): Promise<vscode.DebugAdapterDescriptor> {
    if (configuration.request === 'attach') {
      // The program that is attached to comes with an adapter.
      const { host = DEFAULT_ATTACH.host, port = DEFAULT_ATTACH.port } = configuration;
      await requireReachable(host, port);
      return new vscode.DebugAdapterServer(port, host);
    }
    const { file, env } = await findNode({
      own: ownNode(),
      configured: vscode.workspace.getConfiguration('wasixPython').get('nodePath', ''),
      searchPath: process.env.PATH ?? '',
      extensionFolder: this.#extensionFolder,
    });
    const adapter = path.join(this.#extensionFolder, 'dist', 'debug-adapter.js');
    return new vscode.DebugAdapterExecutable(file, [adapter], { env: { ...env } });
  }
}

/** The runtime of this extension host: a plain Node in servers, Electron in the desktop editor. */
function ownNode(): NodeProgram | undefined {
  if (!('Suspending' in WebAssembly)) return undefined;
  const isElectron = 'electron' in process.versions;
  return { file: process.execPath, env: isElectron ? { ELECTRON_RUN_AS_NODE: '1' } : {} };
}
