import * as vscode from 'vscode';
import { DebuggedPrograms } from './debuggedPrograms.ts';

/** Registers the tools of the manifest, which language models can call; they are loaded when one is. */
export function registerModelTools(extension: vscode.Extension<unknown>): vscode.Disposable {
  const programs = new DebuggedPrograms();
  const tools: readonly { name: string }[] = extension.packageJSON.contributes.languageModelTools;
  const load = () => import('./invocation.ts');
  return vscode.Disposable.from(
    programs,
    ...tools.map(({ name }) =>
      vscode.lm.registerTool<object>(name, {
        prepareInvocation: async ({ input }) => (await load()).prepare(name, input),
        invoke: async ({ input }, token) => (await load()).invoke(name, input, programs, token),
      }),
    ),
  );
}
