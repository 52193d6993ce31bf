import * as vscode from 'vscode';
import { registerDebugging } from '../debugging.ts';
import { offerLanguageServer } from '../language-client/languageClient.ts';
import { Log } from '../log.ts';
import { openSample } from '../openSample.ts';
import { SessionLog } from '../sessionLog.ts';
import { registerViews } from '../views.ts';
import { AdapterFactory } from './adapterFactory.ts';
import { ConfigurationProvider } from './configurationProvider.ts';
import { startInWorker } from './languageServer.ts';
import { reportProblem } from './reportProblem.ts';
import { ServedFiles } from './servedFiles.ts';

/** Tells the manifest's conditions that there is no machine behind the editor. */
const IN_BROWSER = 'wasixPython.isInBrowser';

/** Called by VS Code once where extensions run in the browser: the entry that `browser` in `package.json` names. */
export function activate({ subscriptions, extension }: vscode.ExtensionContext): void {
  const { extensionUri } = extension;
  const { registerCommand } = vscode.commands;
  const log = new Log();
  const sessions = new SessionLog(log);
  const files = new ServedFiles(extensionUri);
  const languageServer = offerLanguageServer(() => startInWorker(files), log);
  void vscode.commands.executeCommand('setContext', IN_BROWSER, true);
  subscriptions.push(
    log,
    ...registerDebugging({
      configurations: new ConfigurationProvider(),
      adapters: new AdapterFactory(files, log),
      sessions,
      pathOf: ({ path }) => path,
    }),
    registerCommand('wasixPython.openSample', (name?: string, place?: vscode.Uri) =>
      openSample(extensionUri, false, name, place),
    ),
    registerCommand('wasixPython.reportProblem', () => reportProblem(extension, sessions)),
    ...registerViews(extensionUri, languageServer),
    languageServer,
  );
}
