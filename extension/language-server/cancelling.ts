import { LSPErrorCodes, type Message, type ResponseMessage } from 'vscode-languageserver';

/** What the client has taken back before its turn came, as when somebody types on, is not looked for. */
export function cancelUndispatched(message: Message): ResponseMessage | undefined {
  if (!('id' in message)) return undefined;
  const error = { code: LSPErrorCodes.RequestCancelled, message: 'The request was cancelled.' };
  return { jsonrpc: message.jsonrpc, id: message.id as ResponseMessage['id'], error };
}
