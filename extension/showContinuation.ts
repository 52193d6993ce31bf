import * as vscode from 'vscode';
import { continuationsOf, tasksOf } from '../debug-adapter/model-tools/listing.ts';
import type {
  ContinuationInfo,
  NamedThread,
  ShowContinuationArguments,
  TaskInfo,
} from '../debug-adapter/protocol/customRequests.ts';
import { placeOf } from './continuations/branch.ts';
import { DEBUG_TYPE } from './debugType.ts';

interface Choice extends vscode.QuickPickItem {
  readonly shown: ShowContinuationArguments;
}

/**
 * The command "Show Continuation": has the user choose one of all that live, or of those that it
 * is told, unless it is told which, and shows it in the Call Stack view, where only so many are
 * threads by themselves.
 */
export async function showContinuation(told?: number | readonly NamedThread[]): Promise<void> {
  const session = vscode.debug.activeDebugSession;
  if (session?.type !== DEBUG_TYPE) {
    await vscode.window.showInformationMessage(
      vscode.l10n.t(
        'Stop a WASIX Python program first: this command shows one of its continuations.',
      ),
    );
    return;
  }
  try {
    if (typeof told === 'number') {
      await session.customRequest('showContinuation', { threadId: told });
      return;
    }
    const offered = Array.isArray(told) ? told.map(describeThread) : choices(session);
    const choice = await vscode.window.showQuickPick<Choice>(offered, {
      placeHolder: vscode.l10n.t('The continuation to show in the Call Stack view'),
      matchOnDescription: true,
    });
    if (choice === undefined) return;
    await session.customRequest('showContinuation', choice.shown);
  } catch (error) {
    await vscode.window.showErrorMessage((error as Error).message);
  }
}

async function choices(session: vscode.DebugSession): Promise<Choice[]> {
  const { continuations } = await continuationsOf(session);
  const tasks = await tasksOf(session);
  return [
    ...continuations.flatMap(each =>
      each.threadId === undefined ? [] : [describe(each, { continuationId: each.id })],
    ),
    ...tasks.map(each => describe(each, { taskId: each.id })),
  ];
}

function describeThread({ threadId, label }: NamedThread): Choice {
  return { label, shown: { threadId } };
}

function describe(one: ContinuationInfo | TaskInfo, shown: ShowContinuationArguments): Choice {
  const parts = [one.state, placeOf(one)];
  const description = parts.filter(part => part !== undefined).join(' · ');
  return { label: one.label, description, shown };
}
