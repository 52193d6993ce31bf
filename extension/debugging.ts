import * as vscode from 'vscode';
import { CurrentFileProvider, registerFileCommands } from './currentFile.ts';
import { DEBUG_TYPE } from './debugType.ts';
import type { SessionLog } from './sessionLog.ts';

/** What a session is made of, which depends on where this extension runs. */
export interface DebuggingParts {
  readonly configurations: vscode.DebugConfigurationProvider;
  readonly adapters: vscode.DebugAdapterDescriptorFactory;
  readonly sessions: SessionLog;
  /** The debug adapter's path of a file, if it can have it. */
  readonly pathOf: (file: vscode.Uri) => string | undefined;
}

/** Registers this debugger, and the commands that start it. */
export function registerDebugging(parts: DebuggingParts): vscode.Disposable[] {
  const { debug } = vscode;
  return [
    debug.registerDebugConfigurationProvider(DEBUG_TYPE, parts.configurations),
    debug.registerDebugConfigurationProvider(
      DEBUG_TYPE,
      new CurrentFileProvider(),
      vscode.DebugConfigurationProviderTriggerKind.Dynamic,
    ),
    debug.registerDebugAdapterDescriptorFactory(DEBUG_TYPE, parts.adapters),
    debug.registerDebugAdapterTrackerFactory(DEBUG_TYPE, parts.sessions),
    ...registerFileCommands(parts.pathOf),
  ];
}
