import * as vscode from 'vscode';
import { type ActiveDocument, fillLaunch, LaunchProblem } from './launchDefaults.ts';
import { applySettings } from './launchSettings.ts';
import { settingsOf } from './settingValues.ts';

/** Where a program is started from, if that is known. */
export interface LaunchPlace {
  readonly folder: vscode.WorkspaceFolder | undefined;
  /** The folder's, as the debug adapter has it. */
  readonly path: string | undefined;
}

/**
 * A configuration with what it leaves out filled in, by what the user looks at and by the settings.
 *
 * @returns undefined when there is nothing to debug, of which the user is told.
 */
export function filledConfiguration(
  configuration: vscode.DebugConfiguration,
  { folder, path }: LaunchPlace,
  document: ActiveDocument | undefined,
): vscode.DebugConfiguration | undefined {
  try {
    return applySettings(fillLaunch(configuration, path, document), settingsOf(folder));
  } catch (error) {
    if (!(error instanceof LaunchProblem)) throw error;
    const sentence = vscode.l10n.t(error.template, ...error.values);
    void vscode.window.showErrorMessage(sentence, { modal: true });
    return undefined;
  }
}
