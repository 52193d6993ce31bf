import * as vscode from 'vscode';
import { AdapterFactory } from './adapterFactory.ts';
import { AdapterNode } from './adapterNode.ts';
import { ConfigurationProvider } from './configurationProvider.ts';
import { registerDebugging } from './debugging.ts';
import { DebugTerminal } from './debugTerminal/debugTerminal.ts';
import { offerLanguageServer } from './language-client/languageClient.ts';
import { Log } from './log.ts';
import { registerModelTools } from './modelTools/modelTools.ts';
import { registerInstallPackage } from './packages/installCommand.ts';
import { offerMissingPackages } from './packages/missingPackages.ts';
import { registerReverseCommands } from './reverseCommands.ts';
import { SessionLog } from './sessionLog.ts';
import { offerInTerminals } from './terminalCommand.ts';
import { offerTests } from './testing/offerTests.ts';
import { registerViews } from './views.ts';

/** Called by VS Code once, by the events that `package.json` names. */
export function activate(context: vscode.ExtensionContext): void {
  const { subscriptions, extension, environmentVariableCollection, globalStorageUri } = context;
  const { extensionPath } = extension;
  const { registerCommand } = vscode.commands;
  const log = new Log();
  const node = new AdapterNode(extensionPath, globalStorageUri.fsPath, log);
  const sessions = new SessionLog(log);
  const terminal = new DebugTerminal(extensionPath);
  const languageServer = offerLanguageServer(async () => {
    const { startClient } = await import('./language-client/client.ts');
    return startClient(extensionPath);
  }, log);
  subscriptions.push(
    log,
    terminal,
    ...registerDebugging({
      configurations: new ConfigurationProvider(node),
      adapters: new AdapterFactory(extensionPath, node, log, terminal),
      sessions,
      pathOf: ({ scheme, fsPath }) => (scheme === 'file' ? fsPath : undefined),
    }),
    // What is used once in a while is evaluated only then.
    registerCommand('wasixPython.openSample', async (name?: string, place?: vscode.Uri) => {
      const { openSample } = await import('./openSample.ts');
      await openSample(extension.extensionUri, true, name, place);
    }),
    registerCommand('wasixPython.recordFile', async (file?: vscode.Uri) => {
      const { runAndRecord } = await import('./recordings/recordings.ts');
      await runAndRecord(extensionPath, node, file);
    }),
    registerCommand('wasixPython.debugRecording', async (file?: vscode.Uri) => {
      const { debugRecording } = await import('./recordings/recordings.ts');
      await debugRecording(file);
    }),
    registerCommand('wasixPython.reportProblem', async () => {
      const { reportProblem } = await import('./reportProblem.ts');
      await reportProblem(extension, node, sessions);
    }),
    ...registerReverseCommands(),
    ...registerViews(extension.extensionUri, languageServer),
    registerModelTools(extension),
    languageServer,
    offerInTerminals(environmentVariableCollection, extensionPath, node),
    registerInstallPackage(extensionPath, node),
    offerMissingPackages(),
    offerTests(extensionPath, node, log),
  );
}
