import { COOKED, type TerminalModes } from '../terminal.ts';
import { shownAs, widthOf } from './typedCharacter.ts';

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

/** Back over a column, and blank it. */
const ERASURE = [Key.backspace, 0x20, Key.backspace];

const SIGNALS = new Map<number, 'SIGINT' | 'SIGQUIT' | 'SIGTSTP'>([
  [Key.interrupt, 'SIGINT'],
  [Key.quit, 'SIGQUIT'],
  [Key.suspend, 'SIGTSTP'],
]);

/**
 * A terminal's work, of a program whose host gets every key: lines, their echo, and keys that raise signals.
 * WASIX does not tell whether a program wants those keys for itself, so they always raise signals.
 */
export class LineDiscipline {
  readonly #outlet: LineDisciplineOutlet;
  #modes = COOKED;
  #line: number[] = [];
  /** What is to be shown of what was typed. */
  #echo: number[] = [];

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
      if (signal !== undefined) this.#raise(byte, signal);
      else this.#take(byte === Key.return ? Key.newline : byte);
    }
    if (!this.#modes.lineBuffered) this.#deliverLine();
    this.#showEcho();
  }

  /** Drops what is there of a line: it was typed for nobody who is there any more. */
  forget(): void {
    this.#line = [];
    this.#modes = COOKED;
  }

  #raise(byte: number, signal: 'SIGINT' | 'SIGQUIT' | 'SIGTSTP'): void {
    this.#line = [];
    if (this.#modes.lineBuffered) this.#show(shownAs(byte));
    this.#showEcho();
    this.#outlet.signal(signal);
  }

  #take(byte: number): void {
    if (!this.#modes.lineBuffered) {
      this.#line.push(byte);
      this.#show([byte]);
    } else if (byte === Key.erase || byte === Key.backspace) {
      this.#eraseCharacter();
    } else if (byte === Key.eraseLine) {
      while (this.#line.length > 0) this.#eraseCharacter();
    } else if (byte === Key.endOfFile) {
      if (this.#line.length === 0) this.#outlet.end();
      this.#deliverLine();
    } else {
      this.#line.push(byte);
      this.#show(shownAs(byte));
      if (byte === Key.newline) this.#deliverLine();
    }
  }

  /** Takes back a character, which is one byte or a lead byte of UTF-8 with all that follow it. */
  #eraseCharacter(): void {
    const erased: number[] = [];
    let byte: number | undefined;
    do {
      byte = this.#line.pop();
      if (byte !== undefined) erased.unshift(byte);
    } while (byte !== undefined && (byte & 0xc0) === 0x80);
    this.#show(Array.from({ length: widthOf(erased) }, () => ERASURE).flat());
  }

  #show(bytes: readonly number[]): void {
    if (this.#modes.echo) this.#echo.push(...bytes);
  }

  #showEcho(): void {
    if (this.#echo.length > 0) this.#outlet.show(Uint8Array.from(this.#echo));
    this.#echo = [];
  }

  #deliverLine(): void {
    // Before what the program writes when it has read it.
    this.#showEcho();
    if (this.#line.length > 0) this.#outlet.deliver(Uint8Array.from(this.#line));
    this.#line = [];
  }
}
