import * as vscode from 'vscode';
import { filledConfiguration } from '../filledConfiguration.ts';
import { resolvePaths } from '../launchDefaults.ts';
import { shownDocument } from '../shownDocument.ts';

/** Completes launch configurations, those of `launch.json` and the empty one of F5 without it, where files have URIs. */
export class ConfigurationProvider implements vscode.DebugConfigurationProvider {
  resolveDebugConfiguration(
    folder: vscode.WorkspaceFolder | undefined,
    configuration: vscode.DebugConfiguration,
  ): vscode.DebugConfiguration | undefined {
    const document = shownDocument();
    const active = document && {
      path: document.uri.path,
      language: document.languageId,
      scheme: document.uri.scheme,
      isReachable: vscode.workspace.fs.isWritableFileSystem(document.uri.scheme) !== undefined,
    };
    return filledConfiguration(configuration, { folder, path: folder?.uri.path }, active);
  }

  resolveDebugConfigurationWithSubstitutedVariables(
    folder: vscode.WorkspaceFolder | undefined,
    configuration: vscode.DebugConfiguration,
  ): vscode.DebugConfiguration | undefined {
    if (configuration.request === 'attach') {
      const sentence = vscode.l10n.t(
        'An editor in a browser cannot attach to programs: debug the file itself ("request": "launch"), or use the desktop editor.',
      );
      // What fails later is told in a dialog that leads to `launch.json`.
      void vscode.window.showErrorMessage(sentence, { modal: true });
      return undefined;
    }
    return resolvePaths(configuration, folder?.uri.path);
  }
}
