import * as vscode from 'vscode';
import { AdapterFactory } from './adapterFactory.ts';
import { AdapterNode } from './adapterNode.ts';
import { ConfigurationProvider } from './configurationProvider.ts';
import { registerContinuationCommands } from './continuationCommands.ts';
import { registerContinuationsView } from './continuations/continuationsView.ts';
import { CurrentFileProvider, debugFile } from './currentFile.ts';
import { DEBUG_TYPE } from './debugType.ts';
import { registerHoverExpressions } from './hoverExpressions.ts';
import { registerInstallPackage } from './packages/installPackage.ts';
import { offerMissingPackages } from './packages/missingPackages.ts';
import { showContinuation } from './showContinuation.ts';
import { offerInTerminals } from './terminalCommand.ts';

/** Called by VS Code once, by the events that `package.json` names. */
export function activate(context: vscode.ExtensionContext): void {
  const { subscriptions, extensionPath, environmentVariableCollection, globalStorageUri } = context;
  const { registerDebugAdapterDescriptorFactory, registerDebugConfigurationProvider } =
    vscode.debug;
  const node = new AdapterNode(extensionPath, globalStorageUri.fsPath);
  subscriptions.push(
    registerDebugConfigurationProvider(DEBUG_TYPE, new ConfigurationProvider()),
    registerDebugConfigurationProvider(
      DEBUG_TYPE,
      new CurrentFileProvider(),
      vscode.DebugConfigurationProviderTriggerKind.Dynamic,
    ),
    registerDebugAdapterDescriptorFactory(DEBUG_TYPE, new AdapterFactory(extensionPath, node)),
    vscode.commands.registerCommand('wasixPython.debugFile', debugFile),
    vscode.commands.registerCommand('wasixPython.showContinuation', showContinuation),
    ...registerContinuationCommands(),
    registerContinuationsView(),
    registerHoverExpressions(),
    offerInTerminals(environmentVariableCollection, extensionPath, node),
    registerInstallPackage(extensionPath, node),
    offerMissingPackages(),
  );
}
