import type { DebugProtocol } from '@vscode/debugprotocol';
import * as vscode from 'vscode';
import type { ReverseToChangeArguments } from '../debug-adapter/protocol/customRequests.ts';
import { DEBUG_TYPE } from './debugType.ts';
import { showFailures } from './showFailures.ts';

/** What VS Code passes from the menu of a variable. */
interface VariableItem {
  readonly container: Pick<DebugProtocol.Variable, 'variablesReference'>;
  readonly variable: Pick<DebugProtocol.Variable, 'name'>;
}

/** Registers the commands that take a replay back, where VS Code has none of its own. */
export function registerReverseCommands(): vscode.Disposable[] {
  const { registerCommand } = vscode.commands;
  return [
    registerCommand('wasixPython.reverseToSwitch', () => goBack('reverseToSwitch', {})),
    registerCommand('wasixPython.reverseToChange', ({ container, variable }: VariableItem) => {
      const { variablesReference } = container;
      const named: ReverseToChangeArguments = { variablesReference, name: variable.name };
      return goBack('reverseToChange', named);
    }),
  ];
}

async function goBack(request: string, args: object): Promise<void> {
  const session = vscode.debug.activeDebugSession;
  if (session?.type !== DEBUG_TYPE) return;
  await showFailures(() => session.customRequest(request, args));
}
