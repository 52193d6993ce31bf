import * as vscode from 'vscode';
import { FollowedChanges } from '../../debug-adapter/session/browser/followedChanges.ts';
import type { FileChanges } from '../../debug-adapter/session/browser/machine.ts';
import type { Log } from '../log.ts';
import type { WorkspaceStore } from './workspaceStore.ts';

/** Has the workspace follow what programs do to their copies of its files. */
export class WrittenFiles {
  readonly #log: Log;
  readonly #changes: FollowedChanges;
  #hasFailed = false;

  constructor(store: WorkspaceStore, log: Log) {
    this.#log = log;
    this.#changes = new FollowedChanges(store, (path, error) => this.#tell(path, error));
  }

  /** Writes what has changed, after all that has changed before. The first failure is shown to the user. */
  add(changes: FileChanges): void {
    void this.#changes.add(changes);
  }

  #tell(path: string, { message }: Error): void {
    const sentence = vscode.l10n.t(
      'What the program has done to {0} cannot be done in the workspace: {1}',
      path,
      message,
    );
    this.#log.channel.error(sentence);
    if (!this.#hasFailed) void vscode.window.showErrorMessage(sentence);
    this.#hasFailed = true;
  }
}
