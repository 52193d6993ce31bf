import type { DebugProtocol } from '@vscode/debugprotocol';
import * as vscode from 'vscode';
import { AdapterWorker } from '../../debug-adapter/session/browser/adapterWorker.ts';
import type { FileContents } from '../../debug-adapter/session/browser/machine.ts';
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

  /** @param paths those of the files that it gets; where it gets none, those of the written ones. */
  constructor(
    { script, python, held }: AdapterFiles,
    paths: WorkspacePaths,
    written: WrittenFiles,
  ) {
    this.#paths = paths;
    this.#worker = new AdapterWorker(
      script,
      [python],
      {
        message: message => this.#send(message),
        filesChanged: changes => written.add(changes),
        closed: reason => {
          if (reason !== undefined) this.#fail(reason);
        },
      },
      held,
    );
  }

  /** Gives it files, as `AdapterWorker` does. */
  addFiles(files: FileContents): void {
    this.#worker.addFiles(files);
  }

  handleMessage(message: vscode.DebugProtocolMessage): void {
    const named = renameSources(message, path => this.#paths.fromEditor(path));
    this.#worker.send(named as DebugProtocol.ProtocolMessage);
  }

  dispose(): void {
    this.#worker.close();
    this.#sent.dispose();
  }

  #send(message: DebugProtocol.ProtocolMessage): void {
    this.#sent.fire(renameSources(message, path => this.#paths.toEditor(path)));
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
