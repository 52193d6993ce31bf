/** What translates the texts of a page: `vscode.l10n`. */
export interface Translation {
  t(text: string): string;
}
