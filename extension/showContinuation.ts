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
import { showFailures } from './showFailures.ts';

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
  await showFailures(async () => {
    const shown = typeof told === 'number' ? { threadId: told } : await choose(session, told);
    if (shown !== undefined) await session.customRequest('showContinuation', shown);
  });
}

async function choose(
  session: vscode.DebugSession,
  told: readonly NamedThread[] | undefined,
): Promise<ShowContinuationArguments | undefined> {
  const offered = Array.isArray(told) ? told.map(describeThread) : choices(session);
  const choice = await vscode.window.showQuickPick<Choice>(offered, {
    placeHolder: vscode.l10n.t('The continuation to show in the Call Stack view'),
    matchOnDescription: true,
  });
  return choice?.shown;
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
