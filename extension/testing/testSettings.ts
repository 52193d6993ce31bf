import * as vscode from 'vscode';
import type { Framework } from './events.ts';

/** What the user has set about the tests of a folder. */
export interface TestSettings {
  readonly framework: Framework | 'off';
  readonly arguments: readonly string[];
  /** The name of a launch configuration; empty when none is meant. */
  readonly configuration: string;
}

export function testSettings(folder: vscode.WorkspaceFolder): TestSettings {
  const settings = vscode.workspace.getConfiguration('wasixPython.testing', folder);
  return {
    framework: settings.get('framework', 'off'),
    arguments: settings.get<string[]>('arguments', []),
    configuration: settings.get('configuration', ''),
  };
}

/**
 * The command "Configure Tests…": asks for the framework of a folder.
 *
 * @returns whether one was chosen.
 */
export async function configureTests(): Promise<boolean> {
  const folder = await chooseFolder();
  if (folder === undefined) return false;
  const { framework } = testSettings(folder);
  const choices = [
    { label: 'unittest', detail: vscode.l10n.t('The one of the standard library.') },
    { label: 'pytest', detail: vscode.l10n.t('A package: it can be installed for WASIX Python.') },
    { label: 'off', detail: vscode.l10n.t('No tests of WASIX Python in the Testing view.') },
  ];
  const choice = await vscode.window.showQuickPick(
    choices.map(each =>
      each.label === framework ? { ...each, description: vscode.l10n.t('current') } : each,
    ),
    { title: vscode.l10n.t('Run the Tests of {0} in WASIX Python by', folder.name) },
  );
  if (choice === undefined) return false;
  const settings = vscode.workspace.getConfiguration('wasixPython.testing', folder);
  await settings.update('framework', choice.label, vscode.ConfigurationTarget.WorkspaceFolder);
  return choice.label !== 'off';
}

async function chooseFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const [first, ...others] = vscode.workspace.workspaceFolders ?? [];
  return others.length === 0 ? first : vscode.window.showWorkspaceFolderPick();
}
