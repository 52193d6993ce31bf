import * as vscode from 'vscode';
import { AdapterFactory } from './adapterFactory.ts';
import { ConfigurationProvider } from './configurationProvider.ts';
import { registerContinuationCommands } from './continuationCommands.ts';
import { registerContinuationsView } from './continuations/continuationsView.ts';
import { CurrentFileProvider, debugFile } from './currentFile.ts';
import { DEBUG_TYPE } from './debugType.ts';
import { registerHoverExpressions } from './hoverExpressions.ts';
import { showContinuation } from './showContinuation.ts';

/** Called by VS Code once, by the events that `package.json` names. */
export function activate({ subscriptions, extensionPath }: vscode.ExtensionContext): void {
  const { registerDebugAdapterDescriptorFactory, registerDebugConfigurationProvider } =
    vscode.debug;
  subscriptions.push(
    registerDebugConfigurationProvider(DEBUG_TYPE, new ConfigurationProvider()),
    registerDebugConfigurationProvider(
      DEBUG_TYPE,
      new CurrentFileProvider(),
      vscode.DebugConfigurationProviderTriggerKind.Dynamic,
    ),
    registerDebugAdapterDescriptorFactory(DEBUG_TYPE, new AdapterFactory(extensionPath)),
    vscode.commands.registerCommand('wasixPython.debugFile', debugFile),
    vscode.commands.registerCommand('wasixPython.showContinuation', showContinuation),
    ...registerContinuationCommands(),
    registerContinuationsView(),
    registerHoverExpressions(),
  );
}
