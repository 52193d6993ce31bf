import * as vscode from 'vscode';
import { CurrentFileProvider, registerFileCommands } from '../currentFile.ts';
import { DEBUG_TYPE } from '../debugType.ts';
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
  const {
    registerDebugAdapterDescriptorFactory,
    registerDebugAdapterTrackerFactory,
    registerDebugConfigurationProvider,
  } = vscode.debug;
  const log = new Log();
  void vscode.commands.executeCommand('setContext', IN_BROWSER, true);
  subscriptions.push(
    log,
    registerDebugConfigurationProvider(DEBUG_TYPE, new ConfigurationProvider()),
    registerDebugConfigurationProvider(
      DEBUG_TYPE,
      new CurrentFileProvider(),
      vscode.DebugConfigurationProviderTriggerKind.Dynamic,
    ),
    registerDebugAdapterDescriptorFactory(
      DEBUG_TYPE,
      new AdapterFactory(new ServedFiles(extensionUri), log),
    ),
    registerDebugAdapterTrackerFactory(DEBUG_TYPE, new SessionLog(log)),
    ...registerFileCommands(({ path }) => path),
    // There is no language server here that would show them, too.
    ...registerViews(extensionUri, { showSuspensions: () => {} }),
  );
}
