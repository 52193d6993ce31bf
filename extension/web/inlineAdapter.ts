import type { DebugProtocol } from '@vscode/debugprotocol';
import * as vscode from 'vscode';
import { AdapterWorker } from '../../debug-adapter/session/browser/adapterWorker.ts';
import { isCopied } from '../../debug-adapter/session/browser/folderCopy.ts';
import type { FileContents } from '../../debug-adapter/session/browser/machine.ts';
import type { EditorTerminal } from './editorTerminal.ts';
import { renameSources } from './model/sourceNames.ts';
import type { AdapterFiles } from './servedFiles.ts';
import type { WorkspacePaths } from './workspacePaths.ts';
import type { WrittenFiles } from './writtenFiles.ts';

/** The debug adapter of a session, in a web worker, as the editor has it. */
export class InlineAdapter implements vscode.DebugAdapter {
  readonly #worker: AdapterWorker;
  readonly #paths: WorkspacePaths;
  readonly #sent = new vscode.EventEmitter<vscode.DebugProtocolMessage>();
  readonly onDidSendMessage = this.#sent.event;
  readonly #saving: vscode.Disposable;
  readonly #terminal: EditorTerminal | undefined;

  /**
   * @param paths those of its files.
   * @param copied which files it gets, as they are now.
   * @param terminal on which its programs run, if they do not in the Debug Console.
   */
  constructor(
    { script, python, held }: AdapterFiles,
    paths: WorkspacePaths,
    copied: FileContents,
    written: WrittenFiles,
    terminal: EditorTerminal | undefined,
  ) {
    this.#paths = paths;
    this.#terminal = terminal;
    this.#saving = vscode.workspace.onDidSaveTextDocument(({ uri }) => this.#takeSaved(uri));
    this.#worker = new AdapterWorker(
      script,
      [python],
      {
        message: message => this.#send(message),
        filesChanged: changes => written.add(changes),
        terminal,
        closed: reason => {
          if (reason !== undefined) this.#fail(reason);
        },
      },
      held,
    );
    if (terminal !== undefined) {
      terminal.listener = {
        typed: text => this.#worker.type(text),
        resized: cells => this.#worker.resizeTerminal(cells),
        closed: () => this.#endWithTerminal(),
      };
    }
    this.#worker.addFiles(copied);
  }

  handleMessage(message: vscode.DebugProtocolMessage): void {
    const named = renameSources(message, path => this.#paths.fromEditor(path));
    this.#worker.send(named as DebugProtocol.ProtocolMessage);
  }

  dispose(): void {
    this.#saving.dispose();
    this.#worker.close();
    this.#terminal?.end();
    this.#sent.dispose();
  }

  /** A program that is started again is to be the one that the user has changed. */
  async #takeSaved(uri: vscode.Uri): Promise<void> {
    if (!this.#paths.has(uri) || !isCopied(uri.path)) return;
    this.#worker.addFiles({ [uri.path]: await vscode.workspace.fs.readFile(uri) });
  }

  #send(message: DebugProtocol.ProtocolMessage): void {
    this.#sent.fire(renameSources(message, path => this.#paths.toEditor(path)));
  }

  /** As a program ends natively whose terminal is gone. */
  #endWithTerminal(): void {
    this.#worker.close();
    this.#send({ seq: 0, type: 'event', event: 'terminated' } as DebugProtocol.Event);
  }

  /** Tells the editor that nothing more will come. */
  #fail(reason: string): void {
    const output = vscode.l10n.t('The debugger has failed: {0}', reason);
    const events = { output: { category: 'important', output: `${output}\n` }, terminated: {} };
    for (const [event, body] of Object.entries(events)) {
      this.#send({ seq: 0, type: 'event', event, body } as DebugProtocol.Event);
    }
  }
}
