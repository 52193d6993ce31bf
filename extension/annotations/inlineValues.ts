import * as vscode from 'vscode';

/** Tells VS Code whose values to show behind the lines of the function that has stopped. */
class InlineValues implements vscode.InlineValuesProvider {
  async provideInlineValues(
    document: vscode.TextDocument,
    viewPort: vscode.Range,
    { stoppedLocation }: vscode.InlineValueContext,
  ): Promise<vscode.InlineValue[]> {
    const { variablesBefore } = await import('../pythonText.ts');
    const stoppedLine = stoppedLocation.end.line;
    const stop = document.lineAt(stoppedLine);
    const offset = document.offsetAt(stop.range.start) + stop.firstNonWhitespaceCharacterIndex;
    return variablesBefore(document.getText(), offset).flatMap(({ from, to, name }) => {
      const range = new vscode.Range(document.positionAt(from), document.positionAt(to));
      if (viewPort.intersection(range) === undefined) return [];
      return new vscode.InlineValueVariableLookup(range, name, true);
    });
  }
}

/** Serves values within Python's source. */
export function registerInlineValues(): vscode.Disposable {
  return vscode.languages.registerInlineValuesProvider('python', new InlineValues());
}
