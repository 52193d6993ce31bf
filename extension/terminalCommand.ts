import path from 'node:path';
import * as vscode from 'vscode';
import type { AdapterNode } from './adapterNode.ts';
import { soon } from './soon.ts';

/** Puts `wasix-python` on the PATH of the editor's terminals. */
export function offerInTerminals(
  variables: vscode.GlobalEnvironmentVariableCollection,
  extensionFolder: string,
  node: AdapterNode,
): vscode.Disposable {
  variables.description = new vscode.MarkdownString(vscode.l10n.t('The command `wasix-python`.'));
  const launchers = path.join(extensionFolder, 'dist', 'bin');
  // Once more after the shell's own files have run: some of them set PATH anew.
  const options = { applyAtProcessCreation: true, applyAtShellIntegration: true };
  variables.prepend('PATH', `${launchers}${path.delimiter}`, options);
  for (const [name, value] of Object.entries(node.variables)) variables.replace(name, value);
  const tellRuntime = async (): Promise<void> => {
    try {
      variables.replace('WASIX_PYTHON_RUNTIME', (await node.find()).file);
    } catch {
      // The machine's own Node runs the launcher then, and the command says what it needs.
      variables.delete('WASIX_PYTHON_RUNTIME');
    }
  };
  return vscode.Disposable.from(
    soon(() => void tellRuntime()),
    vscode.workspace.onDidChangeConfiguration(change => {
      if (change.affectsConfiguration('wasixPython.nodePath')) void tellRuntime();
    }),
  );
}
