import type * as vscode from 'vscode';
import { resolvePaths } from './launchDefaults.ts';

/**
 * Makes the paths of a configuration absolute, and has the program import from the environment
 * that is selected in the Python extension. VS Code's variables must be substituted by then.
 */
export async function completeLaunch<Launch extends vscode.DebugConfiguration>(
  configuration: Launch,
  folder: vscode.WorkspaceFolder | undefined,
): Promise<Launch> {
  return resolvePaths(await addEnvironment(configuration, folder), folder?.uri.fsPath);
}

async function addEnvironment<Launch extends vscode.DebugConfiguration>(
  configuration: Launch,
  folder: vscode.WorkspaceFolder | undefined,
): Promise<Launch> {
  if (configuration.request !== 'launch' || 'pythonEnvironment' in configuration) {
    return configuration;
  }
  const { selectedEnvironment } = await import('./packages/selectedEnvironment.ts');
  const pythonEnvironment = await selectedEnvironment(folder);
  return pythonEnvironment === undefined ? configuration : { ...configuration, pythonEnvironment };
}
