import * as vscode from 'vscode';
import type { FileChanges } from '../../debug-adapter/session/browser/machine.ts';
import type { Log } from '../log.ts';
import { isCopied } from './folderCopy.ts';
import type { WorkspacePaths } from './workspacePaths.ts';

/** Has the workspace follow what programs do to their copies of its files. */
export class WrittenFiles {
  readonly #paths: WorkspacePaths;
  readonly #log: Log;
  #latest: Promise<void> = Promise.resolve();
  #hasFailed = false;

  constructor(paths: WorkspacePaths, log: Log) {
    this.#paths = paths;
    this.#log = log;
  }

  /** Writes what has changed, after all that has changed before. The first failure is shown to the user. */
  add(changes: FileChanges): void {
    this.#latest = this.#latest.then(() => this.#write(changes));
  }

  async #write({ removed, folders, files }: FileChanges): Promise<void> {
    const { fs } = vscode.workspace;
    for (const path of removed.filter(isCopied)) {
      await this.#try(path, uri => fs.delete(uri));
    }
    for (const path of folders.filter(isCopied)) {
      await this.#try(path, uri => fs.createDirectory(uri));
    }
    for (const [path, content] of Object.entries(files)) {
      if (isCopied(path)) await this.#try(path, uri => fs.writeFile(uri, content));
    }
  }

  async #try(path: string, change: (uri: vscode.Uri) => Thenable<void>): Promise<void> {
    try {
      await change(this.#paths.uriOf(path));
    } catch (error) {
      const sentence = vscode.l10n.t(
        'What the program has done to {0} cannot be done in the workspace: {1}',
        path,
        (error as Error).message,
      );
      this.#log.channel.error(sentence);
      if (!this.#hasFailed) void vscode.window.showErrorMessage(sentence);
      this.#hasFailed = true;
    }
  }
}
