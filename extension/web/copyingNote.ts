import * as vscode from 'vscode';
import { FolderCopy } from './folderCopy.ts';
import type { WorkspacePaths } from './workspacePaths.ts';

/** For how long folders are copied without a word, in milliseconds. */
const PATIENCE = 1000;

/**
 * Copies folders, and shows how far that is, and how to end it, where it takes long.
 *
 * @throws as {@link FolderCopy.add} does.
 */
export async function copyFolders(
  paths: WorkspacePaths,
  folders: readonly string[],
): Promise<FolderCopy> {
  let show = (_files: number): void => {};
  let copied = 0;
  const copy = new FolderCopy(paths, files => {
    copied = files;
    show(files);
  });
  const cancelled = Promise.withResolvers<never>();
  const copying = Promise.race([
    Promise.all(folders.map(folder => copy.add(folder))),
    cancelled.promise,
  ]);
  const timer = setTimeout(() => {
    const title = vscode.l10n.t('Copying files for the program');
    const location = vscode.ProgressLocation.Notification;
    void vscode.window.withProgress({ location, title, cancellable: true }, (progress, token) => {
      token.onCancellationRequested(() => {
        copy.cancel();
        cancelled.reject(new vscode.CancellationError());
      });
      show = files => progress.report({ message: vscode.l10n.t('{0} so far', files) });
      show(copied);
      return copying.then(
        () => {},
        () => {},
      );
    });
  }, PATIENCE);
  try {
    await copying;
    return copy;
  } finally {
    clearTimeout(timer);
  }
}
