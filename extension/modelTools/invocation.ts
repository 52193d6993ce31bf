import * as vscode from 'vscode';
import { callTool, EDITOR_TOOLS } from '../../debug-adapter/model-tools/tools.ts';
import { consentTo } from './consent.ts';
import type { DebuggedPrograms } from './debuggedPrograms.ts';
import { EditorDebugger } from './editorDebugger.ts';

/** What stands before the name of a tool in the manifest. */
const PREFIX = 'wasixPython_';

let used: EditorDebugger | undefined;

/** What the editor asks the user before it calls a tool: nothing, of one that only reads. */
export function prepare(name: string, input: object): vscode.PreparedToolInvocation {
  const tool = EDITOR_TOOLS.find(each => `${PREFIX}${each.name}` === name);
  if (tool === undefined || tool.effect === 'reads') return {};
  return { confirmationMessages: consentTo(tool.name, input) };
}

/** Calls a tool. @throws Error with one sentence for the model. */
export async function invoke(
  name: string,
  input: object,
  programs: DebuggedPrograms,
  token: vscode.CancellationToken,
): Promise<vscode.LanguageModelToolResult> {
  used ??= new EditorDebugger(programs);
  const cancellation = new AbortController();
  const subscription = token.onCancellationRequested(() => cancellation.abort());
  const call = { debugger: used, signal: cancellation.signal };
  const { text, isError } = await callTool(EDITOR_TOOLS, name.slice(PREFIX.length), input, call);
  subscription.dispose();
  if (isError) throw new Error(text);
  return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
}
