import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import { type AdapterNode, offerNodeSetting } from './adapterNode.ts';
import { addToken } from './connectionToken.ts';
import { fillLaunch, LaunchProblem, resolvePaths } from './launchDefaults.ts';
import { applySettings } from './launchSettings.ts';
import { selectedEnvironment } from './packages/selectedEnvironment.ts';
import { Problem } from './problem.ts';
import { shownDocument } from './shownDocument.ts';

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
    const document = shownDocument();
    const active = document && {
      path: document.fileName,
      language: document.languageId,
      scheme: document.uri.scheme,
    };
    try {
      const launch = fillLaunch(configuration, folder?.uri.fsPath, active);
      return applySettings(launch, settingsOf(folder));
    } catch (error) {
      if (!(error instanceof LaunchProblem)) throw error;
      const sentence = vscode.l10n.t(error.template, ...error.values);
      void vscode.window.showErrorMessage(sentence, { modal: true });
      return undefined;
    }
  }

  async resolveDebugConfigurationWithSubstitutedVariables(
    folder: vscode.WorkspaceFolder | undefined,
    configuration: vscode.DebugConfiguration,
  ): Promise<vscode.DebugConfiguration | undefined> {
    if (!(await this.#canStartAdapter(configuration))) return undefined;
    return addToken(resolvePaths(await addEnvironment(configuration, folder), folder?.uri.fsPath));
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

/** Has the program import from the environment that is selected in the Python extension. */
async function addEnvironment(
  configuration: vscode.DebugConfiguration,
  folder: vscode.WorkspaceFolder | undefined,
): Promise<vscode.DebugConfiguration> {
  if (configuration.request !== 'launch' || 'pythonEnvironment' in configuration) {
    return configuration;
  }
  const pythonEnvironment = await selectedEnvironment(folder);
  return pythonEnvironment === undefined ? configuration : { ...configuration, pythonEnvironment };
}

/** The values of settings for a folder; undefined for those that nobody has set. */
function settingsOf(folder: vscode.WorkspaceFolder | undefined): (name: string) => unknown {
  const settings = vscode.workspace.getConfiguration('wasixPython', folder);
  return name => {
    const value = settings.get(name);
    return isDeepStrictEqual(value, settings.inspect(name)?.defaultValue) ? undefined : value;
  };
}
