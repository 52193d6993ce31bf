import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import { addToken } from './connectionToken.ts';
import { fillLaunch, LaunchProblem, resolvePaths } from './launchDefaults.ts';
import { applySettings } from './launchSettings.ts';
import { selectedEnvironment } from './packages/selectedEnvironment.ts';

/** Completes launch configurations, those of `launch.json` and the empty one of F5 without it. */
export class ConfigurationProvider implements vscode.DebugConfigurationProvider {
  resolveDebugConfiguration(
    folder: vscode.WorkspaceFolder | undefined,
    configuration: vscode.DebugConfiguration,
  ): vscode.DebugConfiguration | undefined {
    const document = vscode.window.activeTextEditor?.document;
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
      void vscode.window.showErrorMessage(error.message, { modal: true });
      return undefined;
    }
  }

  async resolveDebugConfigurationWithSubstitutedVariables(
    folder: vscode.WorkspaceFolder | undefined,
    configuration: vscode.DebugConfiguration,
  ): Promise<vscode.DebugConfiguration> {
    return addToken(resolvePaths(await addEnvironment(configuration, folder), folder?.uri.fsPath));
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
