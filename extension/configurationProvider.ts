import * as vscode from 'vscode';
import { addToken } from './connectionToken.ts';
import { fillLaunch, LaunchProblem, resolvePaths } from './launchDefaults.ts';

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
      return fillLaunch(configuration, folder?.uri.fsPath, active);
    } catch (error) {
      if (!(error instanceof LaunchProblem)) throw error;
      void vscode.window.showErrorMessage(error.message, { modal: true });
      return undefined;
    }
  }

  resolveDebugConfigurationWithSubstitutedVariables(
    folder: vscode.WorkspaceFolder | undefined,
    configuration: vscode.DebugConfiguration,
  ): vscode.DebugConfiguration {
    return addToken(resolvePaths(configuration, folder?.uri.fsPath));
  }
}
