import path from 'node:path';
import * as vscode from 'vscode';
import type { AdapterNode } from './adapterNode.ts';
import { DEFAULT_ATTACH } from './connectionToken.ts';
import { requireReachable } from './reachablePort.ts';

/** Starts a debug adapter for each session, as a process of its own. */
export class AdapterFactory implements vscode.DebugAdapterDescriptorFactory {
  readonly #extensionFolder: string;
  readonly #node: AdapterNode;

  constructor(extensionFolder: string, node: AdapterNode) {
    this.#extensionFolder = extensionFolder;
    this.#node = node;
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
    const { file, env } = await this.#node.find();
    const adapter = path.join(this.#extensionFolder, 'dist', 'debug-adapter.js');
    return new vscode.DebugAdapterExecutable(file, [adapter], { env: { ...env } });
  }
}
