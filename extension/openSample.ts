import { cp, mkdir } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';

/** The samples that come with the extension: those that need no package but what comes along. */
const samples = (): (vscode.QuickPickItem & { folder: string })[] => [
  {
    folder: 'switch',
    label: vscode.l10n.t('Two greenlets'),
    detail: vscode.l10n.t('Two greenlets, and two switches'),
  },
  {
    folder: 'producer-consumer',
    label: vscode.l10n.t('Producer and consumer'),
    detail: vscode.l10n.t('Values that pass from one greenlet to another'),
  },
  {
    folder: 'scheduler',
    label: vscode.l10n.t('Scheduler'),
    detail: vscode.l10n.t('Ten tasks that take turns'),
  },
  {
    folder: 'gevent-service',
    label: vscode.l10n.t('A service of gevent'),
    detail: vscode.l10n.t('Requests, a queue and workers; gevent is installed when asked for'),
  },
  {
    folder: 'time-travel',
    label: vscode.l10n.t('Time travel'),
    detail: vscode.l10n.t('Record a run that goes wrong, and go back to the line that caused it'),
  },
];

/**
 * The command "Open a Sample": opens a copy of one, in a folder that the user chooses.
 *
 * @param extensionFolder where the samples are.
 * @param name the folder of a sample; without it, the user chooses.
 * @param place where the copy goes; without it, the user chooses.
 */
export async function openSample(
  extensionFolder: string,
  name?: string,
  place?: vscode.Uri,
): Promise<void> {
  const folder = name ?? (await chooseSample());
  if (folder === undefined) return;
  const parent = place ?? (await choosePlace());
  if (parent === undefined) return;
  const source = path.join(extensionFolder, 'samples', folder);
  const program = path.join(await copyBeside(source, parent.fsPath), 'main.py');
  await vscode.window.showTextDocument(vscode.Uri.file(program), { preview: false });
}

async function chooseSample(): Promise<string | undefined> {
  const sample = await vscode.window.showQuickPick(samples(), {
    placeHolder: vscode.l10n.t('The sample to open'),
    matchOnDetail: true,
  });
  return sample?.folder;
}

async function choosePlace(): Promise<vscode.Uri | undefined> {
  const defaultUri = vscode.workspace.workspaceFolders?.[0]?.uri;
  const [place] =
    (await vscode.window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      ...(defaultUri === undefined ? {} : { defaultUri }),
      title: vscode.l10n.t('Where to Put a Copy of the Sample'),
      openLabel: vscode.l10n.t('Copy It Here'),
    })) ?? [];
  return place;
}

/** Copies a sample under a name that is free. @returns the folder of the copy. */
async function copyBeside(source: string, parent: string): Promise<string> {
  const name = path.basename(source);
  for (let number = 1; ; number++) {
    const target = path.join(parent, number === 1 ? name : `${name}-${number}`);
    try {
      await mkdir(target);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
      throw error;
    }
    await cp(source, target, { recursive: true });
    return target;
  }
}
