import { make } from '../../webPage/page/elements.ts';

/** How many pieces of output are kept: a program can write without end. */
const PIECES_KEPT = 5_000;

/** What a program writes, and what the debugger says beside. */
export class OutputLog {
  readonly #log: HTMLElement;

  constructor(log: HTMLElement) {
    this.#log = log;
  }

  clear(): void {
    this.#log.replaceChildren();
  }

  /** @param category as the protocol has it: `stdout`. */
  write(category: string, text: string): void {
    const { scrollTop, scrollHeight, clientHeight } = this.#log;
    const isAtEnd = scrollTop + clientHeight >= scrollHeight - 1;
    this.#log.append(make('span', category, text));
    if (this.#log.childElementCount > PIECES_KEPT) this.#log.firstElementChild?.remove();
    if (isAtEnd) this.#log.scrollTop = this.#log.scrollHeight;
  }
}
