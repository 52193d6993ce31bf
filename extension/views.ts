import * as vscode from 'vscode';
import { registerAnnotations } from './annotations/annotations.ts';
import { registerInlineValues } from './annotations/inlineValues.ts';
import type { SuspensionListener } from './annotations/suspensions.ts';
import { registerContinuationCommands } from './continuationCommands.ts';
import { registerContinuationsView } from './continuations/continuationsView.ts';
import { registerHoverExpressions } from './hoverExpressions.ts';
import { ProgramStates } from './programStates.ts';
import { showContinuation } from './showContinuation.ts';
import { whileDebugging } from './whileDebugging.ts';

/**
 * Registers what is shown of a program that is debugged, and the commands about it, which need nothing of a machine.
 *
 * @param extension the URI of this extension's folder.
 * @param listener is told of suspended continuations, too.
 */
export function registerViews(
  extension: vscode.Uri,
  listener: SuspensionListener,
): vscode.Disposable[] {
  const { registerCommand } = vscode.commands;
  const programs = new ProgramStates();
  return [
    registerCommand('wasixPython.showContinuation', showContinuation),
    ...registerContinuationCommands(),
    programs,
    registerContinuationsView(programs),
    // What is used once in a while is evaluated only then.
    registerCommand('wasixPython.showParallelStacks', async () => {
      const { openParallelStacks } = await import('./parallelStacks/parallelStacksPanel.ts');
      openParallelStacks(extension, programs);
    }),
    registerCommand('wasixPython.showTimeline', async () => {
      const { openTimeline } = await import('./timeline/timelinePanel.ts');
      openTimeline(extension, programs);
    }),
    whileDebugging(() => registerAnnotations(programs, listener)),
    whileDebugging(registerHoverExpressions),
    whileDebugging(registerInlineValues),
  ];
}
