import * as vscode from 'vscode';

/** A sample that can be chosen. */
interface Sample extends vscode.QuickPickItem {
  readonly folder: string;
  /** Whether it cannot do with what a browser has. */
  readonly needsMachine?: boolean;
}

/** The samples that come with the extension: those that need no package but what comes along. */
const samples = (): Sample[] => [
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
    needsMachine: true,
  },
  {
    folder: 'time-travel',
    label: vscode.l10n.t('Time travel'),
    detail: vscode.l10n.t('Record a run that goes wrong, and go back to the line that caused it'),
    needsMachine: true,
  },
];

/**
 * The command "Open a Sample": opens a copy of one, in a folder that the user chooses.
 *
 * @param extension the URI of this extension's folder, which has the samples.
 * @param hasMachine whether there is a machine behind the editor.
 * @param name the folder of a sample; without it, the user chooses.
 * @param place where the copy goes; without it, the user chooses.
 */
export async function openSample(
  extension: vscode.Uri,
  hasMachine: boolean,
  name?: string,
  place?: vscode.Uri,
): Promise<void> {
  const folder = name ?? (await chooseSample(hasMachine));
  if (folder === undefined) return;
  const parent = place ?? (await choosePlace());
  if (parent === undefined) return;
  const program = vscode.Uri.joinPath(extension, 'samples', folder, 'main.py');
  const copy = vscode.Uri.joinPath(await freeFolder(parent, folder), 'main.py');
  await vscode.workspace.fs.writeFile(copy, await vscode.workspace.fs.readFile(program));
  await vscode.window.showTextDocument(copy, { preview: false });
}

async function chooseSample(hasMachine: boolean): Promise<string | undefined> {
  const offered = samples().filter(({ needsMachine }) => hasMachine || !needsMachine);
  const sample = await vscode.window.showQuickPick(offered, {
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

/** A folder that is not there yet. */
async function freeFolder(parent: vscode.Uri, name: string): Promise<vscode.Uri> {
  for (let number = 1; ; number++) {
    const folder = vscode.Uri.joinPath(parent, number === 1 ? name : `${name}-${number}`);
    const isThere = await vscode.workspace.fs.stat(folder).then(
      () => true,
      () => false,
    );
    if (!isThere) return folder;
  }
}
