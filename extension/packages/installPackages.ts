import path from 'node:path';
import * as vscode from 'vscode';
import type { AdapterNode } from '../adapterNode.ts';
import type { NodeProgram } from '../nodeFinder.ts';
import { type Installation, PackageInstallation } from './packageInstallation.ts';
import type { WantedPackage } from './wantedPackage.ts';

/** A word of a command line: names with a condition, such as `"pydantic<2"`, are often quoted. */
const WORD = /"([^"]*)"|'([^']*)'|(\S+)/g;

/** Asks for what the command "Install Package…" was not told, and installs that. */
export async function installPackages(
  { name = '', folder: wanted }: WantedPackage,
  extensionFolder: string,
  node: AdapterNode,
  output: () => vscode.OutputChannel,
): Promise<void> {
  const folder = wanted ?? (await chooseFolder());
  if (folder === undefined) return;
  const packages = await askForPackages(name, folder);
  if (packages.length === 0) return;
  const cli = path.join(extensionFolder, 'dist', 'cli.js');
  const settings = vscode.workspace.getConfiguration('wasixPython', vscode.Uri.file(folder));
  const wheelIndex = settings.get<string | null>('wheelIndex') ?? undefined;
  await install({ packages, folder, wheelIndex }, await node.find(), cli, output());
}

/** The folder whose programs the user means: that of the active file, or the only one. */
async function chooseFolder(): Promise<string | undefined> {
  const file = vscode.window.activeTextEditor?.document.uri;
  const [first, ...others] = vscode.workspace.workspaceFolders ?? [];
  const ofFile = file && vscode.workspace.getWorkspaceFolder(file);
  if (ofFile !== undefined) return ofFile.uri.fsPath;
  if (others.length > 0) return (await vscode.window.showWorkspaceFolderPick())?.uri.fsPath;
  if (first !== undefined) return first.uri.fsPath;
  if (file?.scheme === 'file') return path.dirname(file.fsPath);
  void vscode.window.showErrorMessage(
    vscode.l10n.t('Open the folder of your program first: packages are installed into it.'),
  );
  return undefined;
}

/** @returns the words that the user has typed; none when the question was dismissed. */
async function askForPackages(name: string, folder: string): Promise<string[]> {
  const line = await vscode.window.showInputBox({
    title: vscode.l10n.t('Install Package for WASIX Python'),
    prompt: vscode.l10n.t(
      'Packages in pure Python or for WASIX, as after “pip install”, for the programs of {0}',
      folder,
    ),
    placeHolder: 'fastapi "pydantic<2"',
    value: name,
    ignoreFocusOut: true,
  });
  const words = (line ?? '').matchAll(WORD);
  return [...words].map(([, double, single, plain]) => double ?? single ?? plain ?? '');
}

/** Installs packages before the eyes of the user, and tells how it went. */
async function install(
  installation: Installation,
  node: NodeProgram,
  command: string,
  output: vscode.OutputChannel,
): Promise<void> {
  const names = installation.packages.join(' ');
  const { withProgress, showErrorMessage, showInformationMessage } = vscode.window;
  const progress = { location: vscode.ProgressLocation.Notification, cancellable: true };
  output.appendLine(`> wasix-python pip install ${names}`);
  let isCancelled = false;
  try {
    await withProgress(
      { ...progress, title: vscode.l10n.t('Installing {0}', names) },
      async (report, token) => {
        const run = new PackageInstallation(node, command, installation, line => {
          output.appendLine(line);
          report.report({ message: line });
        });
        token.onCancellationRequested(() => {
          isCancelled = true;
          run.cancel();
        });
        await run.finished();
      },
    );
    void showInformationMessage(
      vscode.l10n.t('Installed {0} for WASIX Python in {1}.', names, installation.folder),
    );
  } catch (error) {
    if (isCancelled) return;
    const show = vscode.l10n.t('Show Output');
    const reason = (error as Error).message;
    const sentence = vscode.l10n.t('{0} could not be installed: {1}', names, reason);
    if ((await showErrorMessage(sentence, show)) === show) output.show();
  }
}
