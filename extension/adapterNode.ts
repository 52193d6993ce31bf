import * as vscode from 'vscode';
import type { Log } from './log.ts';
import { findNode, type NodeProgram } from './nodeFinder.ts';
import type { Problem } from './problem.ts';

const SETTING = 'wasixPython.nodePath';

/** The Node that runs debug adapters, and the command. */
export class AdapterNode {
  readonly #extensionFolder: string;
  readonly #log: Log;
  /** What both are told of the editor, by environment variables. */
  readonly variables: Readonly<Record<string, string>>;
  #found: { readonly configured: string; readonly node: Promise<NodeProgram> } | undefined;

  /** @param storageFolder the editor's, for what is written at run time. */
  constructor(extensionFolder: string, storageFolder: string, log: Log) {
    this.#extensionFolder = extensionFolder;
    this.#log = log;
    // STORAGE_VARIABLE of the debug adapter.
    this.variables = { WASIX_PYTHON_STORAGE: storageFolder };
  }

  /**
   * Asks a Node once, and again when the setting has changed.
   *
   * @throws Problem when there is none.
   */
  async find(): Promise<NodeProgram> {
    const configured = vscode.workspace.getConfiguration().get(SETTING, '');
    if (this.#found?.configured !== configured) {
      this.#found = { configured, node: this.#search(configured) };
    }
    try {
      return await this.#found.node;
    } catch (error) {
      // It may be installed by the next time.
      this.#found = undefined;
      this.#log.channel.error((error as Error).message);
      throw error;
    }
  }

  async #search(configured: string): Promise<NodeProgram> {
    const { file, env } = await findNode({
      own: ownNode(),
      configured,
      searchPath: process.env.PATH ?? '',
      extensionFolder: this.#extensionFolder,
    });
    return { file, env: { ...env, ...this.variables } };
  }
}

/** Tells the user that there is no Node, and leads to the setting that names one. */
export async function offerNodeSetting({ template, values }: Problem): Promise<void> {
  const openSettings = vscode.l10n.t('Open Settings');
  const choice = await vscode.window.showErrorMessage(
    vscode.l10n.t(template, ...values),
    { modal: true },
    openSettings,
  );
  if (choice !== openSettings) return;
  await vscode.commands.executeCommand('workbench.action.openSettings', `@id:${SETTING}`);
}

/** The runtime of this extension host: a plain Node in servers, Electron in the desktop editor. */
function ownNode(): NodeProgram | undefined {
  if (!('Suspending' in WebAssembly)) return undefined;
  const isElectron = 'electron' in process.versions;
  return { file: process.execPath, env: isElectron ? { ELECTRON_RUN_AS_NODE: '1' } : {} };
}
