import path from 'node:path';
import * as vscode from 'vscode';
import { adapterEnvironment } from '../debug-adapter/session/node/adapterEnvironment.ts';
import type { AdapterNode } from './adapterNode.ts';
import { DEFAULT_ATTACH } from './connectionToken.ts';
import type { DebugTerminal } from './debugTerminal/debugTerminal.ts';
import type { Log } from './log.ts';
import { requireReachable } from './reachablePort.ts';

/** Starts a debug adapter for each session, as a process of its own. */
export class AdapterFactory implements vscode.DebugAdapterDescriptorFactory {
  readonly #extensionFolder: string;
  readonly #node: AdapterNode;
  readonly #log: Log;
  readonly #terminal: DebugTerminal;

  constructor(extensionFolder: string, node: AdapterNode, log: Log, terminal: DebugTerminal) {
    this.#extensionFolder = extensionFolder;
    this.#node = node;
    this.#log = log;
    this.#terminal = terminal;
  }

  /** @throws Error, which VS Code shows, when there is no Node to run it on, or nobody to attach to. */
  async createDebugAdapterDescriptor({
    configuration,
  }: vscode.DebugSession): Promise<vscode.DebugAdapterDescriptor> {
    const { channel } = this.#log;
    if (configuration.request === 'attach') {
      // The program that is attached to comes with an adapter.
      const { host = DEFAULT_ATTACH.host, port = DEFAULT_ATTACH.port } = configuration;
      channel.info(`Connecting to the debug adapter on ${host}:${port}`);
      await requireReachable(host, port);
      return new vscode.DebugAdapterServer(port, host);
    }
    const served = await this.#terminal.adapterOf(configuration);
    if (served !== undefined) {
      channel.info(`Connecting to the program in a debug terminal: ${configuration.name}`);
      return new vscode.DebugAdapterInlineImplementation(served);
    }
    const { file, env } = await this.#node.find();
    const adapter = path.join(this.#extensionFolder, 'dist', 'debug-adapter.js');
    channel.info(`Starting the debug adapter: ${file} ${adapter}`);
    return new vscode.DebugAdapterExecutable(file, [adapter], {
      env: { ...adapterEnvironment(), ...env },
    });
  }
}
