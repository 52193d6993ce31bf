import { FitAddon } from '@xterm/addon-fit';
import { type ITheme, Terminal } from '@xterm/xterm';
import type { TerminalCells } from '../../../debug-adapter/session/browser/machine.ts';
import type { PageTerminal } from '../../../debug-adapter/session/browser/pageTerminal.ts';
import { make } from '../../webPage/page/elements.ts';

/** How many lines are kept that do not fit on the screen. */
const KEPT_LINES = 5000;

/** Has a terminal begin anew (ECMA-48, "RIS"), and step back from a line to the one before, which a long line needs. */
const BEGINNING = '\x1bc\x1b[?45h';

/** The variables of the style sheet for a terminal's colours. Bright ones are the same: what is written is dark or light enough. */
const COLORS = {
  background: '--background',
  foreground: '--text',
  cursor: '--text',
  cursorAccent: '--background',
  selectionBackground: '--selection',
  black: '--text',
  red: '--error',
  green: '--string',
  yellow: '--number',
  blue: '--accent',
  magenta: '--keyword',
  cyan: '--cyan',
  white: '--subtle',
  brightBlack: '--subtle',
  brightRed: '--error',
  brightGreen: '--string',
  brightYellow: '--number',
  brightBlue: '--accent',
  brightMagenta: '--keyword',
  brightCyan: '--cyan',
  brightWhite: '--text',
} satisfies ITheme;

/** Is told what happens in a terminal. */
export interface TerminalListener {
  typed(text: string): void;
  resized(cells: TerminalCells): void;
}

/** The terminal of the program. */
export class ProgramTerminal implements PageTerminal {
  readonly #terminal: Terminal;
  readonly #parent: HTMLElement;

  constructor(parent: HTMLElement, listener: TerminalListener) {
    this.#parent = parent;
    this.#terminal = new Terminal({
      // Nobody can tell whether somebody listens to the page.
      screenReaderMode: true,
      scrollback: KEPT_LINES,
      minimumContrastRatio: 4.5,
      fontFamily: getComputedStyle(parent).fontFamily,
      fontSize: Number.parseFloat(getComputedStyle(parent).fontSize),
      lineHeight: 1.2,
      disableStdin: true,
    });
    this.#terminal.attachCustomKeyEventHandler(event => this.#isForProgram(event));
    this.#terminal.onData(text => listener.typed(text));
    this.#terminal.onResize(({ cols, rows }) => listener.resized({ columns: cols, rows }));
    const fitting = new FitAddon();
    this.#terminal.loadAddon(fitting);
    this.#terminal.open(parent);
    this.#takeInserted();
    new ResizeObserver(() => fitting.fit()).observe(parent);
    this.#paint();
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#paint());
  }

  get cells(): TerminalCells {
    const { cols, rows } = this.#terminal;
    return { columns: cols, rows };
  }

  /** Whether there is a program that can be typed to. */
  set isUsed(isUsed: boolean) {
    this.#terminal.options.disableStdin = !isUsed;
    this.#terminal.options.cursorBlink = isUsed;
  }

  show(text: string): Promise<void> {
    return new Promise(resolve => this.#terminal.write(text, resolve));
  }

  /** Begins anew. */
  clear(): void {
    void this.show(BEGINNING);
  }

  focus(): void {
    this.#terminal.focus();
  }

  /** Whether a key is the program's: others do what they do everywhere, and one leads out of the terminal. */
  #isForProgram({ key, ctrlKey, shiftKey, metaKey }: KeyboardEvent): boolean {
    if (this.#terminal.options.disableStdin === true) return false;
    if (key === 'Tab') return !shiftKey;
    if (!ctrlKey || metaKey) return true;
    const letter = key.toLowerCase();
    const isCopied = letter === 'c' && (shiftKey || this.#terminal.hasSelection());
    return !isCopied && letter !== 'v';
  }

  /**
   * Takes what comes without a key, as from a list of emoji: in screen reader mode the package leaves that out, since it
   * cannot tell it from what comes of a key as well.
   */
  #takeInserted(): void {
    const { textarea } = this.#terminal;
    let isKeyDown = false;
    textarea?.addEventListener('keydown', () => {
      isKeyDown = true;
    });
    textarea?.addEventListener('keyup', () => {
      isKeyDown = false;
    });
    textarea?.addEventListener('input', event => {
      const { data, inputType } = event as InputEvent;
      if (inputType === 'insertText' && data !== null && !isKeyDown) this.#terminal.input(data);
    });
  }

  /** Gives it the colours of the page. */
  #paint(): void {
    // What a variable of a style sheet comes to is known of elements alone.
    const probe = make('span', '');
    this.#parent.append(probe);
    const colors = Object.entries(COLORS).map(([name, variable]) => {
      probe.style.color = `var(${variable})`;
      return [name, getComputedStyle(probe).color];
    });
    probe.remove();
    this.#terminal.options.theme = Object.fromEntries(colors);
  }
}
