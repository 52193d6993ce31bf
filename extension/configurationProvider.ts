import type * as vscode from 'vscode';
import { type AdapterNode, offerNodeSetting } from './adapterNode.ts';
import { completeLaunch } from './completeLaunch.ts';
import { addToken } from './connectionToken.ts';
import { filledConfiguration } from './filledConfiguration.ts';
import { localDocument } from './localDocument.ts';
import { Problem } from './problem.ts';

/** Completes launch configurations, those of `launch.json` and the empty one of F5 without it. */
export class ConfigurationProvider implements vscode.DebugConfigurationProvider {
  readonly #node: AdapterNode;

  constructor(node: AdapterNode) {
    this.#node = node;
  }

  resolveDebugConfiguration(
    folder: vscode.WorkspaceFolder | undefined,
    configuration: vscode.DebugConfiguration,
  ): vscode.DebugConfiguration | undefined {
    return filledConfiguration(
      configuration,
      { folder, path: folder?.uri.fsPath },
      localDocument(),
    );
  }

  async resolveDebugConfigurationWithSubstitutedVariables(
    folder: vscode.WorkspaceFolder | undefined,
    configuration: vscode.DebugConfiguration,
  ): Promise<vscode.DebugConfiguration | undefined> {
    if (!(await this.#canStartAdapter(configuration))) return undefined;
    return addToken(await completeLaunch(configuration, folder));
  }

  /** Asked here, since what fails later is told in a dialog that leads to `launch.json`. */
  async #canStartAdapter({ request, debugServer }: vscode.DebugConfiguration): Promise<boolean> {
    if (request === 'attach' || debugServer !== undefined) return true;
    try {
      await this.#node.find();
      return true;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      void offerNodeSetting(error);
      return false;
    }
  }
}
