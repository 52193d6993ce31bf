import type { News } from '../../protocol/program.ts';

/** What the agent has told so far of the continuations, where it tells only what is new. */
export class ToldEntries<Entry> {
  readonly #numberOf: (entry: Entry) => number;
  readonly #entries = new Map<number, Entry>();
  #telling = 0;

  /** @param numberOf by what number the agent knows an entry. */
  constructor(numberOf: (entry: Entry) => number) {
    this.#numberOf = numberOf;
  }

  /** The answer with which all is known that was asked for, to be named to the agent. */
  get telling(): number {
    return this.#telling;
  }

  /** Takes over an answer. */
  learn({ telling, since, continuations, gone }: News<Entry>): void {
    if (since === 0) this.#entries.clear();
    for (const number of gone) this.#entries.delete(number);
    for (const entry of continuations) this.#entries.set(this.#numberOf(entry), entry);
    this.#telling = telling;
  }

  forget(): void {
    this.#entries.clear();
    this.#telling = 0;
  }

  find(number: number): Entry | undefined {
    return this.#entries.get(number);
  }

  get numbers(): Iterable<number> {
    return this.#entries.keys();
  }

  /** All of them, by their numbers, the lowest first. */
  inOrder(): Entry[] {
    return [...this.#entries].sort(([first], [second]) => first - second).map(([, entry]) => entry);
  }
}
