import * as vscode from 'vscode';
import type { FileContents } from '../../debug-adapter/session/browser/machine.ts';
import type { WorkspacePaths } from './workspacePaths.ts';

/** How much of a workspace a program may get: all of it is in the page's memory, and may come over a network. */
const MOST_FILES = 2000;
const MOST_MEGABYTES = 64;

/** What no program reads, and what was made for another interpreter. */
const LEFT_OUT: ReadonlySet<string> = new Set(['.git', '.hg', 'node_modules', '__pycache__']);

/** Whether a file is copied to programs, and back. */
export function isCopied(path: string): boolean {
  return !path.split('/').some(name => LEFT_OUT.has(name));
}

/** Copies of files of folders, which a program gets. */
export class FolderCopy {
  readonly #paths: WorkspacePaths;
  readonly #contents: Record<string, Uint8Array> = {};
  readonly #told: (files: number) => void;
  #isCancelled = false;
  #files = 0;
  #copied = 0;
  #bytes = 0;

  /**
   * @param paths those of the folders, and of all that is in them.
   * @param told is told how many files were copied, after each.
   */
  constructor(paths: WorkspacePaths, told: (files: number) => void) {
    this.#paths = paths;
    this.#told = told;
  }

  /** What was copied, by path. */
  get contents(): FileContents {
    return this.#contents;
  }

  /**
   * Copies what is in a folder; one that is not there is left to the debug adapter, which tells so.
   *
   * @throws Error, with a sentence for the user, when it is too much, or cannot be read; CancellationError.
   */
  async add(folder: string): Promise<void> {
    try {
      await this.#addFolder(folder, folder);
    } catch (error) {
      if (!(error instanceof vscode.FileSystemError)) throw error;
      if (error.code === 'FileNotFound' || error.code === 'FileNotADirectory') return;
      throw new Error(vscode.l10n.t('{0} cannot be read: {1}', folder, error.message));
    }
  }

  /** Nothing more is copied. */
  cancel(): void {
    this.#isCancelled = true;
  }

  async #addFolder(whole: string, folder: string): Promise<void> {
    const entries = await vscode.workspace.fs.readDirectory(this.#paths.uriOf(folder));
    const copied = entries.filter(([name]) => !LEFT_OUT.has(name));
    await Promise.all(
      copied.map(async ([name, type]) => {
        const path = `${folder === '/' ? '' : folder}/${name}`;
        // A link to a folder may lead to one around it.
        if (type === vscode.FileType.Directory) await this.#addFolder(whole, path);
        else if ((type & vscode.FileType.File) !== 0) await this.#addFile(whole, path);
      }),
    );
  }

  async #addFile(whole: string, path: string): Promise<void> {
    if (this.#isCancelled) throw new vscode.CancellationError();
    const uri = this.#paths.uriOf(path);
    const { size } = await vscode.workspace.fs.stat(uri);
    this.#files += 1;
    this.#bytes += size;
    if (this.#files > MOST_FILES || this.#bytes > MOST_MEGABYTES * 1_000_000) {
      throw new Error(
        vscode.l10n.t(
          'A program in the browser gets copies of at most {0} files of {1} MB, and {2} has more: name a smaller folder as "cwd" in a launch configuration.',
          MOST_FILES,
          MOST_MEGABYTES,
          whole,
        ),
      );
    }
    this.#contents[path] = await vscode.workspace.fs.readFile(uri);
    this.#copied += 1;
    this.#told(this.#copied);
  }
}
