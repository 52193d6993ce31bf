import * as vscode from 'vscode';

/** Tells VS Code what to evaluate for a hover: it would take `.d` of `a.b[c].d` by itself. */
class HoverExpressions implements vscode.EvaluatableExpressionProvider {
  async provideEvaluatableExpression(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.EvaluatableExpression | undefined> {
    const { expressionAt } = await import('./pythonText.ts');
    const found = expressionAt(document.getText(), document.offsetAt(position));
    if (found === undefined) return undefined;
    const { from, to, expression } = found;
    const range = new vscode.Range(document.positionAt(from), document.positionAt(to));
    return new vscode.EvaluatableExpression(range, expression);
  }
}

/** Serves hovers over Python's source. */
export function registerHoverExpressions(): vscode.Disposable {
  return vscode.languages.registerEvaluatableExpressionProvider('python', new HoverExpressions());
}
