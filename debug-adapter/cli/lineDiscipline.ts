import { COOKED, type TerminalModes } from '../runtime/terminal.ts';

/** Where a {@link LineDiscipline} hands on what it makes of the keys. */
export interface LineDisciplineOutlet {
  deliver(bytes: Uint8Array): void;
  /** The end of the input, which a terminal may have many times. */
  end(): void;
  show(bytes: Uint8Array): void;
  signal(name: 'SIGINT' | 'SIGQUIT' | 'SIGTSTP'): void;
}

/** The keys that mean something to a terminal, as stty has them at first. */
const Key = {
  interrupt: 0x03,
  endOfFile: 0x04,
  backspace: 0x08,
  newline: 0x0a,
  return: 0x0d,
  eraseLine: 0x15,
  suspend: 0x1a,
  quit: 0x1c,
  erase: 0x7f,
} as const;

const SIGNALS = new Map<number, 'SIGINT' | 'SIGQUIT' | 'SIGTSTP'>([
  [Key.interrupt, 'SIGINT'],
  [Key.quit, 'SIGQUIT'],
  [Key.suspend, 'SIGTSTP'],
]);

/**
 * What is left of a terminal's work when it hands on every key: lines, and keys
 * that raise signals. WASIX does not tell whether a program wants those keys for
 * itself, so they always raise signals. A line is never shown while it is typed:
 * a terminal that is to show lines needs no help.
 */
export class LineDiscipline {
  readonly #outlet: LineDisciplineOutlet;
  #modes = COOKED;
  #line: number[] = [];

  constructor(outlet: LineDisciplineOutlet) {
    this.#outlet = outlet;
  }

  set modes(modes: TerminalModes) {
    this.#modes = modes;
    if (!modes.lineBuffered) this.#deliverLine();
  }

  /** Takes what was typed. */
  type(bytes: Uint8Array): void {
    for (const byte of bytes) {
      const signal = SIGNALS.get(byte);
      if (signal !== undefined) {
        this.#line = [];
        this.#outlet.signal(signal);
      } else {
        this.#take(byte === Key.return ? Key.newline : byte);
      }
    }
    if (!this.#modes.lineBuffered) this.#deliverLine();
  }

  #take(byte: number): void {
    if (!this.#modes.lineBuffered) {
      this.#line.push(byte);
      if (this.#modes.echo) this.#outlet.show(Uint8Array.of(byte));
    } else if (byte === Key.erase || byte === Key.backspace) {
      this.#eraseCharacter();
    } else if (byte === Key.eraseLine) {
      this.#line = [];
    } else if (byte === Key.endOfFile) {
      if (this.#line.length === 0) this.#outlet.end();
      this.#deliverLine();
    } else {
      this.#line.push(byte);
      if (byte === Key.newline) this.#deliverLine();
    }
  }

  /** Takes back a character, which is one byte or a lead byte of UTF-8 with all that follow it. */
  #eraseCharacter(): void {
    let byte = this.#line.pop();
    while (byte !== undefined && (byte & 0xc0) === 0x80) byte = this.#line.pop();
  }

  #deliverLine(): void {
    if (this.#line.length > 0) this.#outlet.deliver(Uint8Array.from(this.#line));
    this.#line = [];
  }
}
