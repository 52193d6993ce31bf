import * as vscode from 'vscode';
import { FolderCopy } from '../../debug-adapter/session/browser/folderCopy.ts';
import { addFolder, type WorkspaceStore } from './workspaceStore.ts';

/** For how long folders are copied without a word, in milliseconds. */
const PATIENCE = 1000;

/**
 * Copies folders, and shows how far that is, and how to end it, where it takes long.
 *
 * @throws as {@link addFolder} does; CancellationError.
 */
export async function copyFolders(
  store: WorkspaceStore,
  folders: readonly string[],
): Promise<FolderCopy> {
  let show = (_files: number): void => {};
  let copied = 0;
  const { signal, abort } = cancellation();
  const copy = new FolderCopy(store, {
    signal,
    copied: files => {
      copied = files;
      show(files);
    },
  });
  const copying = Promise.race([
    Promise.all(folders.map(folder => addFolder(copy, folder))),
    // What is being read may never come.
    aborted(signal),
  ]);
  const timer = setTimeout(() => {
    const title = vscode.l10n.t('Copying files for the program');
    const location = vscode.ProgressLocation.Notification;
    void vscode.window.withProgress({ location, title, cancellable: true }, (progress, token) => {
      token.onCancellationRequested(abort);
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

function cancellation(): { readonly signal: AbortSignal; abort(): void } {
  const controller = new AbortController();
  return {
    signal: controller.signal,
    abort: () => controller.abort(new vscode.CancellationError()),
  };
}

/** Rejects when something is given up. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason), { once: true }),
  );
}
