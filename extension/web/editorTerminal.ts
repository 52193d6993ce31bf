import * as vscode from 'vscode';
import type { TerminalCells } from '../../debug-adapter/session/browser/machine.ts';
import type { PageTerminal } from '../../debug-adapter/session/browser/pageTerminal.ts';

/** Until the editor tells it. */
const USUAL_CELLS: TerminalCells = { columns: 80, rows: 25 };

/** Has the editor step back from a line to the one before, which a long line that is typed needs (xterm, "DECSET 45"). */
const BEGINNING = '\x1b[?45h';

const FAINT = '\x1b[2m';
const USUAL = '\x1b[0m';

/** Who is told what happens in a terminal. */
export interface TerminalListener {
  typed(text: string): void;
  resized(cells: TerminalCells): void;
  /** The user has closed it. */
  closed(): void;
}

/** A terminal of the editor's on which a program runs, and behind which there is no machine. */
export class EditorTerminal implements PageTerminal, vscode.Pseudoterminal {
  readonly #written = new vscode.EventEmitter<string>();
  readonly #closed = new vscode.EventEmitter<void>();
  readonly onDidWrite = this.#written.event;
  readonly onDidClose = this.#closed.event;
  readonly #terminal: vscode.Terminal;
  /** What was written before the editor has drawn the terminal; undefined afterwards. */
  #early: string | undefined = BEGINNING;
  #hasEnded = false;
  cells = USUAL_CELLS;
  listener: TerminalListener | undefined;

  /** Shows it, and leaves the focus where it is. */
  constructor(name: string) {
    this.#terminal = vscode.window.createTerminal({ name, pty: this });
    this.#terminal.show(true);
  }

  /** Whether no program runs on it any more. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  open(dimensions: vscode.TerminalDimensions | undefined): void {
    const early = this.#early ?? '';
    this.#early = undefined;
    this.show(early);
    if (dimensions !== undefined) this.setDimensions(dimensions);
  }

  setDimensions({ columns, rows }: vscode.TerminalDimensions): void {
    this.cells = { columns, rows };
    this.listener?.resized(this.cells);
  }

  handleInput(text: string): void {
    if (this.#hasEnded) this.#closed.fire();
    else this.listener?.typed(text);
  }

  close(): void {
    this.listener?.closed();
  }

  show(text: string): void {
    if (this.#early === undefined) this.#written.fire(text);
    else this.#early += text;
  }

  /** The program is over: what it has written can be read until the user wants no more of it. */
  end(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    const sentence = vscode.l10n.t('The program has ended: any key closes this terminal.');
    this.show(`\r\n${FAINT}${sentence}${USUAL}\r\n`);
  }

  dispose(): void {
    this.#terminal.dispose();
  }
}
