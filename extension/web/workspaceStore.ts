import * as vscode from 'vscode';
import type { FileStore, StoreEntry } from '../../debug-adapter/session/browser/fileStore.ts';
import {
  type FolderCopy,
  MOST_FILES,
  MOST_MEGABYTES,
  TooLargeFolder,
} from '../../debug-adapter/session/browser/folderCopy.ts';
import type { WorkspacePaths } from './workspacePaths.ts';

/** The files of the workspace, as the editor has them. */
export class WorkspaceStore implements FileStore {
  readonly #paths: WorkspacePaths;

  constructor(paths: WorkspacePaths) {
    this.#paths = paths;
  }

  async list(folder: string): Promise<readonly StoreEntry[]> {
    const entries = await vscode.workspace.fs.readDirectory(this.#paths.uriOf(folder));
    const { Directory, File } = vscode.FileType;
    return entries
      .filter(([, type]) => type === Directory || (type & File) !== 0)
      .map(([name, type]) => ({ name, isFolder: type === Directory }));
  }

  async size(file: string): Promise<number> {
    return (await vscode.workspace.fs.stat(this.#paths.uriOf(file))).size;
  }

  async read(file: string): Promise<Uint8Array> {
    return await vscode.workspace.fs.readFile(this.#paths.uriOf(file));
  }

  async write(file: string, content: Uint8Array): Promise<void> {
    await vscode.workspace.fs.writeFile(this.#paths.uriOf(file), content);
  }

  async createFolder(folder: string): Promise<void> {
    await vscode.workspace.fs.createDirectory(this.#paths.uriOf(folder));
  }

  async remove(path: string): Promise<void> {
    await vscode.workspace.fs.delete(this.#paths.uriOf(path));
  }
}

/**
 * Copies what is in a folder of the workspace; one that is not there is left to the debug adapter, which tells so.
 *
 * @throws Error, with a sentence for the user, when it is too much, or cannot be read.
 */
export async function addFolder(copy: FolderCopy, folder: string): Promise<void> {
  try {
    await copy.add(folder);
  } catch (error) {
    if (error instanceof TooLargeFolder) {
      throw new Error(
        vscode.l10n.t(
          'A program in the browser gets copies of at most {0} files of {1} MB, and {2} has more: name a smaller folder as "cwd" in a launch configuration.',
          MOST_FILES,
          MOST_MEGABYTES,
          error.folder,
        ),
      );
    }
    if (!(error instanceof vscode.FileSystemError)) throw error;
    if (error.code === 'FileNotFound' || error.code === 'FileNotADirectory') return;
    throw new Error(vscode.l10n.t('{0} cannot be read: {1}', folder, error.message));
  }
}
