import * as vscode from 'vscode';
import { DEBUG_TYPE } from './debugType.ts';

/**
 * Has something registered while a session of this debugger has the focus, and leaves those of
 * another to that: where there is a provider, VS Code does not ask its own any more.
 */
export function whileDebugging(register: () => vscode.Disposable): vscode.Disposable {
  let registration: vscode.Disposable | undefined;
  const update = (session: vscode.DebugSession | undefined): void => {
    const isWanted = session?.type === DEBUG_TYPE;
    if (isWanted === (registration !== undefined)) return;
    registration?.dispose();
    registration = isWanted ? register() : undefined;
  };
  update(vscode.debug.activeDebugSession);
  return vscode.Disposable.from(vscode.debug.onDidChangeActiveDebugSession(update), {
    dispose: () => registration?.dispose(),
  });
}
