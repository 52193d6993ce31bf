/** The language server's program: `--stdio`, `--node-ipc`, `--socket=PORT` or `--pipe=NAME`. */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { LanguageServer } from './server.ts';

const connection = createConnection(ProposedFeatures.all);
new LanguageServer(connection);
connection.listen();
