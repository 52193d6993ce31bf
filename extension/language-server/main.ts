/** The language server's program: `--stdio`, `--node-ipc`, `--socket=PORT` or `--pipe=NAME`. */
import {
  createConnection,
  LSPErrorCodes,
  type Message,
  ProposedFeatures,
  type ResponseMessage,
} from 'vscode-languageserver/node';
import { LanguageServer } from './server.ts';

/** What the client has taken back before its turn came, as when somebody types on, is not looked for. */
function cancelUndispatched(message: Message): ResponseMessage | undefined {
  if (!('id' in message)) return undefined;
  const error = { code: LSPErrorCodes.RequestCancelled, message: 'The request was cancelled.' };
  return { jsonrpc: message.jsonrpc, id: message.id as ResponseMessage['id'], error };
}

const connection = createConnection(ProposedFeatures.all, { cancelUndispatched });
new LanguageServer(connection);
connection.listen();
