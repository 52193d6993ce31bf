import * as vscode from 'vscode';

/** A text behind a line, and what a hover over it tells. */
export interface LineNote {
  readonly file: vscode.Uri;
  /** From 1. */
  readonly line: number;
  readonly text: string;
  readonly hover: vscode.MarkdownString;
}

/** Notes of one kind behind lines, in whatever editors show their files. */
export class LineNotes implements vscode.Disposable {
  readonly #decoration: vscode.TextEditorDecorationType;
  readonly #subscription: vscode.Disposable;
  #byFile = new Map<string, LineNote[]>();

  /** @param color what they are written in, such as `editorCodeLens.foreground`. */
  constructor(color: string) {
    this.#decoration = vscode.window.createTextEditorDecorationType({
      after: { color: new vscode.ThemeColor(color), margin: '0 0 0 3ch' },
      rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    });
    this.#subscription = vscode.window.onDidChangeVisibleTextEditors(editors =>
      this.#draw(editors),
    );
  }

  /** Shows these instead of those that were there. */
  show(notes: readonly LineNote[]): void {
    this.#byFile = new Map();
    for (const note of notes) {
      const file = nameOf(note.file);
      this.#byFile.set(file, [...(this.#byFile.get(file) ?? []), note]);
    }
    this.#draw(vscode.window.visibleTextEditors);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#decoration.dispose();
  }

  #draw(editors: readonly vscode.TextEditor[]): void {
    for (const editor of editors) {
      const notes = this.#byFile.get(nameOf(editor.document.uri)) ?? [];
      editor.setDecorations(
        this.#decoration,
        // The file may have become shorter since the program loaded it.
        notes.flatMap(({ line, text, hover }) =>
          line > editor.document.lineCount
            ? []
            : {
                range: endOf(editor.document.lineAt(line - 1)),
                hoverMessage: hover,
                renderOptions: { after: { contentText: text } },
              },
        ),
      );
    }
  }
}

function nameOf(uri: vscode.Uri): string {
  return uri.with({ query: '', fragment: '' }).toString();
}

function endOf({ range }: vscode.TextLine): vscode.Range {
  return new vscode.Range(range.end, range.end);
}
