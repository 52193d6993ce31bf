import path from 'node:path';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { CLIENT, connectClient, type StartedClient } from './startedClient.ts';

/**
 * V8's room for what is new, in MB: by itself it takes a good third more memory for an index,
 * and its pauses are as long as the room is large.
 */
const NODE_OPTIONS = ['--max-semi-space-size=16'];

/** Starts the language server, on the editor's own Node, and connects the editor to it. */
export function startClient(extensionFolder: string): StartedClient {
  const module = path.join(extensionFolder, 'dist', 'language-server.js');
  const server = { module, transport: TransportKind.ipc, options: { execArgv: NODE_OPTIONS } };
  return connectClient(
    ['file', 'untitled'],
    options => new LanguageClient(...CLIENT, server, options),
  );
}
