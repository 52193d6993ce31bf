import * as vscode from 'vscode';

/** The setting that switches the server on and off. */
const SETTING = 'wasixPython.languageServer';

/** Has the language server running while there is something in Python to look at. */
export function offerLanguageServer(extensionFolder: string): vscode.Disposable {
  let client: Promise<vscode.Disposable> | undefined;
  const stop = (): void => {
    void client?.then(started => started.dispose());
    client = undefined;
  };
  const update = (): void => {
    const isWanted = vscode.workspace.getConfiguration().get(SETTING, true);
    if (!isWanted) stop();
    else if (vscode.workspace.textDocuments.some(isPython)) client ??= start(extensionFolder);
  };
  update();
  return vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument(update),
    vscode.workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration(SETTING)) update();
    }),
    { dispose: stop },
  );
}

/** The client is a file of its own, which is loaded only now. */
async function start(extensionFolder: string): Promise<vscode.Disposable> {
  const { startClient } = await import('./client.ts');
  return startClient(extensionFolder);
}

function isPython({ languageId }: vscode.TextDocument): boolean {
  return languageId === 'python';
}
