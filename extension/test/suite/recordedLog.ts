import * as vscode from 'vscode';

type Level = 'trace' | 'debug' | 'info' | 'warn' | 'error';

/**
 * What the extension writes into its output channel, and the level that the user has chosen for it.
 * The channel itself has its text in a file, which editors that are built for tests cannot write.
 */
export class RecordedLog {
  readonly lines: string[] = [];
  level = vscode.LogLevel.Info;

  /** Begins before the extension makes its channel, at its first session. */
  constructor() {
    const { createOutputChannel } = vscode.window;
    const record = (name: string, options: { log: true }): vscode.LogOutputChannel =>
      new Proxy(createOutputChannel(name, options), {
        get: (channel, property: keyof vscode.LogOutputChannel) => {
          if (property === 'logLevel') return this.level;
          const value = channel[property];
          if (!['trace', 'debug', 'info', 'warn', 'error'].includes(property)) return value;
          return (text: string) => {
            this.lines.push(`${property}: ${text}`);
            channel[property as Level](text);
          };
        },
      });
    Object.assign(vscode.window, { createOutputChannel: record });
  }

  /** How many lines have a text. */
  count(text: string): number {
    return this.lines.filter(line => line.includes(text)).length;
  }
}
