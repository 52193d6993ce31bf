import * as vscode from 'vscode';
import { registerDebugging } from '../debugging.ts';
import { Log } from '../log.ts';
import { SessionLog } from '../sessionLog.ts';
import { registerViews } from '../views.ts';
import { AdapterFactory } from './adapterFactory.ts';
import { ConfigurationProvider } from './configurationProvider.ts';
import { ServedFiles } from './servedFiles.ts';

/** Tells the manifest's conditions that there is no machine behind the editor. */
const IN_BROWSER = 'wasixPython.isInBrowser';

/** Called by VS Code once where extensions run in the browser: the entry that `browser` in `package.json` names. */
export function activate({ subscriptions, extensionUri }: vscode.ExtensionContext): void {
  const log = new Log();
  void vscode.commands.executeCommand('setContext', IN_BROWSER, true);
  subscriptions.push(
    log,
    ...registerDebugging({
      configurations: new ConfigurationProvider(),
      adapters: new AdapterFactory(new ServedFiles(extensionUri), log),
      sessions: new SessionLog(log),
      pathOf: ({ path }) => path,
    }),
    // There is no language server here that would show them, too.
    ...registerViews(extensionUri, { showSuspensions: () => {} }),
  );
}
