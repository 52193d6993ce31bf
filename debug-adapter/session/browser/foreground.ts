import type { HostedGuest } from '../../runtime/hosting/hostedGuest.ts';
import { LineDiscipline } from '../../runtime/hosting/lineDiscipline.ts';
import { Signal } from '../../runtime/signals.ts';
import { type TerminalModes, TerminalSize } from '../../runtime/terminal.ts';
import type { TerminalCells } from './machine.ts';

/** The signals of keys. Nobody could wake a program again that `Ctrl-Z` has put to sleep. */
const KEY_SIGNALS = { SIGINT: Signal.interrupt, SIGQUIT: Signal.quit, SIGTSTP: undefined };

/** How much may be on its way to the page before the program waits, in characters: as in a pipe. */
const HIGH_WATER_MARK = 1 << 18;

/** What the page does for a terminal. */
export interface ForegroundPage {
  /** Draws a text, with the sequences that terminals know. */
  show(text: string): void;
  /** The program waits for what is typed. */
  inputWanted(): void;
}

/** A terminal of the page's, for a program to run on. The page draws, and hands on each key. */
export class Foreground {
  readonly size = new TerminalSize(TerminalSize.allocate());
  readonly #page: ForegroundPage;
  readonly #discipline: LineDiscipline;
  readonly #decoder = new TextDecoder();
  readonly #encoder = new TextEncoder();
  /** Who has the terminal. */
  #guest: HostedGuest | undefined;
  /** How much the page has not drawn yet, in characters. */
  #underWay = 0;
  /** Whether the program waits for that. */
  #isHeld = false;

  constructor({ columns, rows }: TerminalCells, page: ForegroundPage) {
    this.#page = page;
    this.size.set(columns, rows);
    this.#discipline = new LineDiscipline({
      deliver: bytes => this.#guest?.writeInput(bytes),
      end: () => this.#guest?.writeInput(undefined),
      show: bytes => this.#draw(this.#decoder.decode(bytes, { stream: true })),
      signal: name => {
        const signal = KEY_SIGNALS[name];
        if (signal !== undefined) this.#guest?.raise(signal);
      },
    });
  }

  /** Gives the terminal to a guest that is about to run. */
  connect(guest: HostedGuest): void {
    this.#guest = guest;
    this.#discipline.forget();
  }

  inputWanted(): void {
    this.#page.inputWanted();
  }

  /** Has other modes from now on. */
  set modes(modes: TerminalModes) {
    this.#discipline.modes = modes;
  }

  /** Takes what was typed. */
  type(text: string): void {
    if (this.#guest !== undefined) this.#discipline.type(this.#encoder.encode(text));
  }

  resize({ columns, rows }: TerminalCells): void {
    this.size.set(columns, rows);
    // One that has not begun finds the new size.
    if (this.#guest?.memory !== undefined) this.#guest.raise(Signal.windowChange);
  }

  /** Shows what the program prints. */
  print(_stream: 'stdout' | 'stderr', text: string): void {
    this.#draw(text);
  }

  /** Takes note that the page has drawn so many characters of what it was given. */
  drawn(count: number): void {
    this.#sendAhead(-count);
  }

  #draw(text: string): void {
    // As terminals do for programs that leave it to them (POSIX, "OPOST").
    const lines = text.replaceAll('\n', '\r\n');
    this.#sendAhead(lines.length);
    this.#page.show(lines);
  }

  #sendAhead(count: number): void {
    this.#underWay += count;
    const isFull = this.#underWay >= HIGH_WATER_MARK;
    if (isFull !== this.#isHeld) this.#guest?.holdOutput(isFull);
    this.#isHeld = isFull;
  }
}
