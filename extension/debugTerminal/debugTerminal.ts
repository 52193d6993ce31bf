import path from 'node:path';
import * as vscode from 'vscode';
import { DEBUG_TERMINAL_VARIABLE } from '../../debug-adapter/session/connection/debugTerminal.ts';
import type { TerminalPrograms } from './terminalPrograms.ts';

/**
 * Terminals in which `python`, `pytest` and others are WASIX Python, with the debugger attached. They
 * come from the menu of terminals, and by a command.
 */
export class DebugTerminal implements vscode.Disposable {
  readonly #commands: string;
  readonly #registrations: vscode.Disposable;
  #programs: Promise<TerminalPrograms> | undefined;

  constructor(extensionFolder: string) {
    this.#commands = path.join(extensionFolder, 'dist', 'bin', 'debug');
    this.#registrations = vscode.Disposable.from(
      vscode.window.registerTerminalProfileProvider('wasixPython.debugTerminal', {
        provideTerminalProfile: async () => new vscode.TerminalProfile(await this.#options()),
      }),
      vscode.commands.registerCommand('wasixPython.openDebugTerminal', async () =>
        vscode.window.createTerminal(await this.#options()).show(),
      ),
    );
  }

  /** The adapter of the program that a session is for, if that was started in such a terminal. */
  async adapterOf(
    configuration: vscode.DebugConfiguration,
  ): Promise<vscode.DebugAdapter | undefined> {
    return (await this.#programs)?.adapterOf(configuration);
  }

  dispose(): void {
    this.#registrations.dispose();
    void this.#programs?.then(programs => programs.dispose());
  }

  async #options(): Promise<vscode.TerminalOptions> {
    this.#programs ??= openPrograms();
    const { address } = await this.#programs;
    const ahead = `${this.#commands}${path.delimiter}`;
    return {
      name: vscode.l10n.t('WASIX Python Debug'),
      iconPath: new vscode.ThemeIcon('debug'),
      message: vscode.l10n.t(
        'Here, python, pytest, uvicorn and flask are WASIX Python, with the debugger attached.',
      ),
      env: {
        PATH: `${ahead}${process.env.PATH ?? ''}`,
        // Once more after the shell's own files have run, which set PATH anew in login shells: the
        // editor's shell integration puts before a variable what is named so, with colons escaped.
        VSCODE_ENV_PREPEND: `PATH=${ahead.replaceAll(':', '\\x3a')}`,
        [DEBUG_TERMINAL_VARIABLE]: address,
      },
      // It could not be told of programs any more when the editor is started again.
      isTransient: true,
    };
  }
}

async function openPrograms(): Promise<TerminalPrograms> {
  const { TerminalPrograms } = await import('./terminalPrograms.ts');
  return TerminalPrograms.open();
}
