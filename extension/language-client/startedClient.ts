import * as vscode from 'vscode';
import type {
  BaseLanguageClient,
  LanguageClientOptions,
  Location,
  Position,
} from 'vscode-languageclient';
import type { SuspensionPlace } from '../../debug-adapter/protocol/customRequests.ts';
import { fileUri } from '../fileUri.ts';
import { SuspensionsNotification } from '../language-server/suspensions.ts';

/** The identifier of the client, and the name of its output channel; the same in every language. */
export const CLIENT = ['wasixPython', 'WASIX Python Language Server'] as const;

/** The connection to a language server. */
export interface StartedClient extends AsyncDisposable {
  /** Has functions tell above them who is suspended in them. */
  showSuspensions(places: readonly SuspensionPlace[]): void;
}

/**
 * Starts a language server by the client of the editor's, and connects the editor to it.
 *
 * @param schemes those of the documents that the server is told of.
 * @param create makes the client, which is not started yet.
 */
export function connectClient(
  schemes: readonly string[],
  create: (options: LanguageClientOptions) => BaseLanguageClient,
): StartedClient {
  const watcher = vscode.workspace.createFileSystemWatcher('**/*.py');
  const client = create({
    documentSelector: schemes.map(scheme => ({ language: 'python', scheme })),
    synchronize: { configurationSection: 'wasixPython.diagnostics', fileEvents: watcher },
    initializationOptions: { texts: vscode.l10n.bundle },
  });
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
      const suspensions = places.map(({ path, line, count, first }) => {
        return { uri: convert.asUri(fileUri(path)), line: line - 1, count, first };
      });
      void client.sendNotification(SuspensionsNotification, { suspensions });
    },
    async [Symbol.asyncDispose]() {
      showing.dispose();
      watcher.dispose();
      await client.dispose();
    },
  };
}
