/** The language server's program: `--stdio`, `--node-ipc`, `--socket=PORT` or `--pipe=NAME`. */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { cancelUndispatched } from '../cancelling.ts';
import { LanguageServer } from '../server.ts';
import { machineFiles } from './machineFiles.ts';

const connection = createConnection(ProposedFeatures.all, { cancelUndispatched });
new LanguageServer(connection, machineFiles);
connection.listen();
