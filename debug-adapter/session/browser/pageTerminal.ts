import type { TerminalCells } from './machine.ts';

/** A terminal that a page draws. What is typed in it goes to the `AdapterWorker`, and what there is to see comes back. */
export interface PageTerminal {
  /** Its size now. */
  readonly cells: TerminalCells;
  /** Draws a text, with the sequences that terminals know. @returns when it is drawn, so that there is room for more. */
  show(text: string): Promise<void> | void;
  /** The program waits for what is typed. */
  inputWanted?(): void;
}
