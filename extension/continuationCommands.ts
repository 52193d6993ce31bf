import * as vscode from 'vscode';
import { DEBUG_TYPE } from './debugType.ts';
import { showFailures } from './showFailures.ts';

/** What VS Code passes from the menu of a thread: its id reads `thread:SESSION:NUMBER`. */
interface CallStackItem {
  readonly threadId?: string;
}

/**
 * The commands about a continuation, by what each asks of the adapter. To end one is no command
 * of ours: VS Code's own "Terminate Thread" stands in the same menus.
 */
const COMMANDS: Record<string, (threadId: number) => [request: string, args: object]> = {
  'wasixPython.stepToSwitch': threadId => ['stepToSwitch', { threadId }],
  'wasixPython.runToContinuation': threadId => ['runToContinuation', { threadId }],
};

/** Registers the commands of the Call Stack view's menus and of the debug toolbar. */
export function registerContinuationCommands(): vscode.Disposable[] {
  return Object.entries(COMMANDS).map(([command, ask]) =>
    vscode.commands.registerCommand(command, async (item?: CallStackItem) => {
      const session = vscode.debug.activeDebugSession;
      const threadId = threadOf(item) ?? vscode.debug.activeStackItem?.threadId;
      if (session?.type !== DEBUG_TYPE || threadId === undefined) {
        await vscode.window.showInformationMessage(
          vscode.l10n.t(
            'Stop a WASIX Python program first: this command is about one of its continuations.',
          ),
        );
        return;
      }
      const [request, args] = ask(threadId);
      await showFailures(() => session.customRequest(request, args));
    }),
  );
}

function threadOf(item: CallStackItem | undefined): number | undefined {
  const number = Number(item?.threadId?.split(':').at(-1));
  return Number.isInteger(number) ? number : undefined;
}
