import path from 'node:path';
import * as vscode from 'vscode';
import {
  LanguageClient,
  type Location,
  type Position,
  TransportKind,
} from 'vscode-languageclient/node';
import type { SuspensionPlace } from '../../debug-adapter/protocol/customRequests.ts';
import { SuspensionsNotification } from '../language-server/suspensions.ts';

/**
 * V8's room for what is new, in MB: by itself it takes a good third more memory for an index,
 * and its pauses are as long as the room is large.
 */
const NODE_OPTIONS = ['--max-semi-space-size=16'];

/** The name of its output channel; the same in every language. */
const NAME = 'WASIX Python Language Server';

/** The connection to a language server. */
export interface StartedClient extends vscode.Disposable {
  /** Has functions tell above them who is suspended in them. */
  showSuspensions(places: readonly SuspensionPlace[]): void;
}

/** Starts the language server, on the editor's own Node, and connects the editor to it. */
export function startClient(extensionFolder: string): StartedClient {
  const module = path.join(extensionFolder, 'dist', 'language-server.js');
  const watcher = vscode.workspace.createFileSystemWatcher('**/*.py');
  const client = new LanguageClient(
    'wasixPython',
    NAME,
    { module, transport: TransportKind.ipc, options: { execArgv: NODE_OPTIONS } },
    {
      documentSelector: [
        { language: 'python', scheme: 'file' },
        { language: 'python', scheme: 'untitled' },
      ],
      synchronize: { configurationSection: 'wasixPython.diagnostics', fileEvents: watcher },
      initializationOptions: { texts: vscode.l10n.bundle },
    },
  );
  // What the server's code lenses do.
  const showing = vscode.commands.registerCommand(
    'wasixPython.showPlaces',
    (uri: string, position: Position, places: readonly Location[]) => {
      const { protocol2CodeConverter: convert } = client;
      const found = places.map(each => convert.asLocation(each));
      const [target] = found;
      if (found.length === 1 && target !== undefined) {
        return vscode.window.showTextDocument(target.uri, { selection: target.range });
      }
      return vscode.commands.executeCommand(
        'editor.action.showReferences',
        convert.asUri(uri),
        convert.asPosition(position),
        found,
      );
    },
  );
  void client.start();
  return {
    showSuspensions: places => {
      const { code2ProtocolConverter: convert } = client;
      const suspensions = places.map(({ path: file, line, count, first }) => {
        return { uri: convert.asUri(vscode.Uri.file(file)), line: line - 1, count, first };
      });
      void client.sendNotification(SuspensionsNotification, { suspensions });
    },
    dispose: () => {
      showing.dispose();
      watcher.dispose();
      void client.dispose();
    },
  };
}
