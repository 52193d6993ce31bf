import * as vscode from 'vscode';

/** Does what the user has asked for. That it cannot be done is shown, in the sentence that says why. */
export async function showFailures(act: () => unknown): Promise<void> {
  try {
    await act();
  } catch (error) {
    await vscode.window.showErrorMessage((error as Error).message);
  }
}
