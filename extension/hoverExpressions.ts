import * as vscode from 'vscode';
import { DEBUG_TYPE } from './debugType.ts';

/** Tells VS Code what to evaluate for a hover: it would take `.d` of `a.b[c].d` by itself. */
class HoverExpressions implements vscode.EvaluatableExpressionProvider {
  async provideEvaluatableExpression(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.EvaluatableExpression | undefined> {
    // A parser of Python, which is most of this extension's code.
    const { expressionAt } = await import('./pythonExpression.ts');
    const found = expressionAt(document.getText(), document.offsetAt(position));
    if (found === undefined) return undefined;
    const { from, to, expression } = found;
    const range = new vscode.Range(document.positionAt(from), document.positionAt(to));
    return new vscode.EvaluatableExpression(range, expression);
  }
}

/**
 * Serves hovers while a session of this debugger has the focus, and leaves those of another
 * to that: where there is a provider, VS Code does not guess any more.
 */
export function registerHoverExpressions(): vscode.Disposable {
  let registration: vscode.Disposable | undefined;
  const update = (session: vscode.DebugSession | undefined): void => {
    const isWanted = session?.type === DEBUG_TYPE;
    if (isWanted === (registration !== undefined)) return;
    registration?.dispose();
    registration = isWanted
      ? vscode.languages.registerEvaluatableExpressionProvider('python', new HoverExpressions())
      : undefined;
  };
  update(vscode.debug.activeDebugSession);
  return vscode.Disposable.from(vscode.debug.onDidChangeActiveDebugSession(update), {
    dispose: () => registration?.dispose(),
  });
}
