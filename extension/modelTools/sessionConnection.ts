import type { DebugProtocol } from '@vscode/debugprotocol';
import * as vscode from 'vscode';
import type { Connection } from '../../debug-adapter/model-tools/connection.ts';

/**
 * A session as the tools need it: with the adapter's paths. VS Code puts addresses of its own in
 * their place in what it takes for the protocol's answers, such as `vscode-remote://host/app.py`.
 */
export function connectionTo(session: vscode.DebugSession): Connection {
  return {
    customRequest: async (command, args) => {
      const body = await session.customRequest(command, args);
      if (command === 'stackTrace') body.stackFrames.forEach(restorePath);
      return body;
    },
  };
}

function restorePath({ source }: DebugProtocol.StackFrame): void {
  if (source?.path === undefined || !/^[\w.+-]+:\/\//.test(source.path)) return;
  source.path = vscode.Uri.parse(source.path).fsPath;
}
