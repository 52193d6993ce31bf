import { make } from '../../webPage/page/elements.ts';

/** How many characters of output are kept, about: a program can write without end. */
const KEPT = 50_000;

/** How often what is written is drawn, in milliseconds: the page has other things to do, too. */
const DRAWING_INTERVAL = 100;

/** Something that was written, of one category. */
interface Piece {
  readonly category: string;
  text: string;
}

/** What a program writes, and what the debugger says beside. */
export class OutputLog {
  readonly #log: HTMLElement;
  /** What is not drawn yet. */
  #pieces: Piece[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(log: HTMLElement) {
    this.#log = log;
  }

  clear(): void {
    this.#pieces = [];
    this.#log.replaceChildren();
  }

  /** @param category as the protocol has it: `stdout`. */
  write(category: string, text: string): void {
    const last = this.#pieces.at(-1);
    if (last?.category === category) last.text = latest(last.text + text);
    else this.#pieces.push({ category, text: latest(text) });
    this.#timer ??= setTimeout(() => this.draw(), DRAWING_INTERVAL);
  }

  /** Draws what has been written, now and not a little later. */
  draw(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#pieces.length === 0) return;
    const { scrollTop, scrollHeight, clientHeight } = this.#log;
    const isAtEnd = scrollTop + clientHeight >= scrollHeight - 1;
    this.#log.append(...this.#pieces.map(({ category, text }) => make('span', category, text)));
    this.#pieces = [];
    this.#forgetOldest();
    if (isAtEnd) this.#log.scrollTop = this.#log.scrollHeight;
  }

  #forgetOldest(): void {
    const lengths = [...this.#log.children].map(({ textContent }) => textContent?.length ?? 0);
    let surplus = lengths.reduce((sum, length) => sum + length, 0) - KEPT;
    for (const length of lengths) {
      if (surplus < length) return;
      surplus -= length;
      this.#log.firstElementChild?.remove();
    }
  }
}

function latest(text: string): string {
  return text.length > 2 * KEPT ? text.slice(-KEPT) : text;
}
