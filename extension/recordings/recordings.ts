import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { type AdapterNode, offerNodeSetting } from '../adapterNode.ts';
import { completeLaunch } from '../completeLaunch.ts';
import { DEBUG_TYPE } from '../debugType.ts';
import { fillLaunch } from '../launchDefaults.ts';
import { applySettings } from '../launchSettings.ts';
import { localDocument } from '../localDocument.ts';
import { Problem } from '../problem.ts';
import { settingsOf } from '../settingValues.ts';
import { shownDocument } from '../shownDocument.ts';
import { recordCommand, recordingFor } from './recordCommand.ts';

/** How many recordings are offered. */
const MOST_OFFERED = 100;

/**
 * The command "Record Python File": runs a file in a terminal, without the debugger, and
 * offers to debug the recording when that has ended.
 *
 * @param file what the menu was opened on; the command palette means the active editor's.
 */
export async function runAndRecord(
  extensionFolder: string,
  node: AdapterNode,
  file?: vscode.Uri,
): Promise<void> {
  try {
    const { program, task, recording } = await recordingTask(extensionFolder, node, file);
    const exitCode = await run(task);
    if (existsSync(recording)) await offerToDebug(program, exitCode, recording);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    await offerNodeSetting(error);
  }
}

/**
 * The command "Debug a Recording…".
 *
 * @param file what the menu was opened on; the command palette has the user choose.
 */
export async function debugRecording(file?: vscode.Uri): Promise<void> {
  const recording = file ?? (await chooseRecording());
  if (recording === undefined) return;
  await vscode.debug.startDebugging(vscode.workspace.getWorkspaceFolder(recording), {
    type: DEBUG_TYPE,
    request: 'launch',
    name: path.basename(recording.fsPath),
    replay: recording.fsPath,
  });
}

/** @throws Problem when there is nothing to run, or no Node to run it. */
async function recordingTask(
  extensionFolder: string,
  node: AdapterNode,
  file: vscode.Uri | undefined,
): Promise<{ readonly program: string; readonly task: vscode.Task; readonly recording: string }> {
  const uri = file ?? shownDocument()?.uri;
  const folder = uri && vscode.workspace.getWorkspaceFolder(uri);
  const filled = fillLaunch(
    uri?.scheme === 'file' ? { program: uri.fsPath } : {},
    folder?.uri.fsPath,
    localDocument(),
  );
  const launch = await completeLaunch(applySettings(filled, settingsOf(folder)), folder);
  const program = String(launch.program);
  const recording = recordingFor(program, existsSync);
  const { file: runtime, env } = await node.find();
  const command = [
    path.join(extensionFolder, 'dist', 'cli.js'),
    ...recordCommand(launch, recording),
  ];
  const cwd = folder?.uri.fsPath ?? path.dirname(program);
  const task = new vscode.Task(
    { type: DEBUG_TYPE },
    folder ?? vscode.TaskScope.Workspace,
    path.basename(program),
    'WASIX Python',
    new vscode.ProcessExecution(runtime, command, { cwd, env }),
  );
  task.presentationOptions = { echo: false, showReuseMessage: false };
  return { program, task, recording };
}

/** Runs a task to its end. @returns its exit code; undefined when it was ended. */
async function run(task: vscode.Task): Promise<number | undefined> {
  const { promise, resolve } = Promise.withResolvers<number | undefined>();
  const execution = vscode.tasks.executeTask(task);
  const listener = vscode.tasks.onDidEndTaskProcess(async ({ execution: ended, exitCode }) => {
    if (ended === (await execution)) resolve(exitCode);
  });
  try {
    await execution;
    return await promise;
  } finally {
    listener.dispose();
  }
}

async function offerToDebug(
  program: string,
  exitCode: number | undefined,
  recording: string,
): Promise<void> {
  const debug = vscode.l10n.t('Debug Recording');
  const name = path.basename(program);
  const file = path.basename(recording);
  const sentence =
    exitCode === undefined
      ? vscode.l10n.t('{0} was ended. Its run is recorded in {1}.', name, file)
      : vscode.l10n.t(
          '{0} has ended with exit code {1}. Its run is recorded in {2}.',
          name,
          String(exitCode),
          file,
        );
  const choice = await vscode.window.showInformationMessage(sentence, debug);
  if (choice === debug) await debugRecording(vscode.Uri.file(recording));
}

/** Has the user choose one of the workspace, the latest first, or any other. */
async function chooseRecording(): Promise<vscode.Uri | undefined> {
  const found = await vscode.workspace.findFiles('**/*.rec', undefined, MOST_OFFERED);
  if (found.length === 0) return browse();
  const times = await Promise.all(found.map(async ({ fsPath }) => (await stat(fsPath)).mtimeMs));
  const recordings = found
    .map((uri, index) => ({ uri, time: times[index] as number }))
    .sort((a, b) => b.time - a.time)
    .map(({ uri, time }) => ({
      label: vscode.workspace.asRelativePath(uri),
      description: new Date(time).toLocaleString(vscode.env.language),
      uri,
    }));
  const other = { label: vscode.l10n.t('Another File…'), uri: undefined };
  const choice = await vscode.window.showQuickPick([...recordings, other], {
    placeHolder: vscode.l10n.t('The recording to debug'),
  });
  return choice === other ? browse() : choice?.uri;
}

async function browse(): Promise<vscode.Uri | undefined> {
  const defaultUri = vscode.workspace.workspaceFolders?.[0]?.uri;
  const [recording] =
    (await vscode.window.showOpenDialog({
      ...(defaultUri === undefined ? {} : { defaultUri }),
      title: vscode.l10n.t('The Recording to Debug'),
      openLabel: vscode.l10n.t('Debug'),
      filters: {
        [vscode.l10n.t('Recordings')]: ['rec'],
        [vscode.l10n.t('All Files')]: ['*'],
      },
    })) ?? [];
  return recording;
}
