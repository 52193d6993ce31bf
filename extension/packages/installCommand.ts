import * as vscode from 'vscode';
import type { AdapterNode } from '../adapterNode.ts';
import { INSTALL_PACKAGE, type WantedPackage } from './wantedPackage.ts';

/** The command "Install Package…". */
export function registerInstallPackage(
  extensionFolder: string,
  node: AdapterNode,
): vscode.Disposable {
  let output: vscode.OutputChannel | undefined;
  const command = vscode.commands.registerCommand(
    INSTALL_PACKAGE,
    async (wanted: WantedPackage = {}) => {
      const { installPackages } = await import('./installPackages.ts');
      await installPackages(wanted, extensionFolder, node, () => {
        output ??= vscode.window.createOutputChannel('WASIX Python Packages');
        return output;
      });
    },
  );
  return vscode.Disposable.from(command, { dispose: () => output?.dispose() });
}
