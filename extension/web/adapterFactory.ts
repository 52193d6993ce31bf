import * as vscode from 'vscode';
import path from '#platform/path.ts';
import { wantedVersion } from '../../debug-adapter/session/browser/versions.ts';
import type { Log } from '../log.ts';
import { copyFolders } from './copyingNote.ts';
import { EditorTerminal } from './editorTerminal.ts';
import { InlineAdapter } from './inlineAdapter.ts';
import { launchedFolders } from './model/launchedFolders.ts';
import type { ServedFiles } from './servedFiles.ts';
import { WorkspacePaths } from './workspacePaths.ts';
import { WorkspaceStore } from './workspaceStore.ts';
import { WrittenFiles } from './writtenFiles.ts';

/** Starts a debug adapter for each session, in a web worker, with copies of the program's folders. */
export class AdapterFactory implements vscode.DebugAdapterDescriptorFactory {
  readonly #files: ServedFiles;
  readonly #log: Log;
  /** The one that a program has got last. */
  #terminal: EditorTerminal | undefined;

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
    const store = new WorkspaceStore(paths);
    const [files, copy] = await Promise.all([
      this.#files.load(wantedVersion(configuration.python)),
      copyFolders(store, launchedFolders(configuration)),
    ]);
    const count = Object.keys(copy.contents).length;
    this.#log.channel.info(
      `Starting the debug adapter in a web worker, with ${count} files of ${paths.uriOf('/')}`,
    );
    const written = new WrittenFiles(store, this.#log);
    const terminal = this.#terminalFor(configuration);
    const adapter = new InlineAdapter(files, paths, copy.contents, written, terminal);
    return new vscode.DebugAdapterInlineImplementation(adapter);
  }

  /** A terminal, if the configuration wants one; the one before makes room if nothing runs on it. */
  #terminalFor({
    console,
    program,
    module,
  }: vscode.DebugConfiguration): EditorTerminal | undefined {
    if (console !== 'integratedTerminal' && console !== 'externalTerminal') return undefined;
    if (this.#terminal?.hasEnded) this.#terminal.dispose();
    const what = typeof program === 'string' ? path.basename(program) : module;
    this.#terminal = new EditorTerminal(`WASIX Python: ${what}`);
    return this.#terminal;
  }
}

/** The URI of a file that is open, for one of no workspace; a file of this machine if nobody knows. */
function uriOf(program: unknown): vscode.Uri {
  const opened = vscode.workspace.textDocuments.find(({ uri }) => uri.path === program);
  return opened?.uri ?? vscode.Uri.file('/');
}
