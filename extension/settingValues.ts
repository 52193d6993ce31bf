import * as vscode from 'vscode';

/** The values of settings for a folder; undefined for those that nobody has set. */
export function settingsOf(folder: vscode.WorkspaceFolder | undefined): (name: string) => unknown {
  const settings = vscode.workspace.getConfiguration('wasixPython', folder);
  return name => {
    const value = settings.get(name);
    // Settings are JSON.
    const isDefault =
      JSON.stringify(value) === JSON.stringify(settings.inspect(name)?.defaultValue);
    return isDefault ? undefined : value;
  };
}
