import * as vscode from 'vscode';

/** The title of the output channel; a name, hence the same in every language. */
const CHANNEL = 'WASIX Python';

/**
 * What the extension notes of its doings, in an output channel whose level the user chooses. The
 * channel is made when there is something to note.
 */
export class Log implements vscode.Disposable {
  #channel: vscode.LogOutputChannel | undefined;

  /** Where to write; its methods are the levels. */
  get channel(): vscode.LogOutputChannel {
    this.#channel ??= vscode.window.createOutputChannel(CHANNEL, { log: true });
    return this.#channel;
  }

  dispose(): void {
    this.#channel?.dispose();
  }
}
