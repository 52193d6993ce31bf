import * as vscode from 'vscode';
import { wantedVersion } from '../../debug-adapter/session/browser/versions.ts';
import type { Log } from '../log.ts';
import { FolderCopy } from './folderCopy.ts';
import { InlineAdapter } from './inlineAdapter.ts';
import { launchedFolders } from './model/launchedFolders.ts';
import type { ServedFiles } from './servedFiles.ts';
import { WorkspacePaths } from './workspacePaths.ts';
import { WrittenFiles } from './writtenFiles.ts';

/** Starts a debug adapter for each session, in a web worker, with copies of the program's folders. */
export class AdapterFactory implements vscode.DebugAdapterDescriptorFactory {
  readonly #files: ServedFiles;
  readonly #log: Log;

  constructor(files: ServedFiles, log: Log) {
    this.#files = files;
    this.#log = log;
  }

  /** @throws Error, which VS Code shows, when files cannot be read, or are too many. */
  async createDebugAdapterDescriptor({
    configuration,
    workspaceFolder,
  }: vscode.DebugSession): Promise<vscode.DebugAdapterDescriptor> {
    const paths = new WorkspacePaths(workspaceFolder?.uri ?? uriOf(configuration.program));
    const copy = new FolderCopy(paths);
    const [files] = await Promise.all([
      this.#files.load(wantedVersion(configuration.python)),
      ...launchedFolders(configuration).map(folder => copy.add(folder)),
    ]);
    const count = Object.keys(copy.contents).length;
    this.#log.channel.info(
      `Starting the debug adapter in a web worker, with ${count} files of ${paths.uriOf('/')}`,
    );
    const written = new WrittenFiles(paths, this.#log);
    const adapter = new InlineAdapter(files, paths, copy.contents, written);
    return new vscode.DebugAdapterInlineImplementation(adapter);
  }
}

/** The URI of a file that is open, for one of no workspace; a file of this machine if nobody knows. */
function uriOf(program: unknown): vscode.Uri {
  const opened = vscode.workspace.textDocuments.find(({ uri }) => uri.path === program);
  return opened?.uri ?? vscode.Uri.file('/');
}
