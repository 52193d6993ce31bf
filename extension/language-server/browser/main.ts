/** The web worker in which the language server runs, where there is no machine. Its client is the page. */
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  createConnection,
  ProposedFeatures,
} from 'vscode-languageserver/browser';
import { cancelUndispatched } from '../cancelling.ts';
import { LanguageServer } from '../server.ts';
import { ClientFiles } from './clientFiles.ts';

const connection = createConnection(
  ProposedFeatures.all,
  new BrowserMessageReader(self),
  new BrowserMessageWriter(self),
  { cancelUndispatched },
);
new LanguageServer(connection, new ClientFiles(connection));
connection.listen();
