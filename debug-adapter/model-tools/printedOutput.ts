import type { DebugProtocol } from '@vscode/debugprotocol';

/** How many lines are kept, and how much of each, in characters. */
const MOST_LINES = 10_000;
const LONGEST_LINE = 2_000;

/** What stands before a line that is not the program's usual output. */
const PREFIXES: Readonly<Record<string, string>> = {
  stderr: '[stderr] ',
  console: '[debugger] ',
  important: '[debugger] ',
};

/** Lines by their numbers, which count from 1. */
export interface Lines {
  readonly first: number;
  readonly lines: readonly string[];
}

/** What a program has printed, and the debugger said of it, line by line; the latest is kept. */
export class PrintedOutput {
  readonly #lines: string[] = [];
  #forgotten = 0;
  /** Of the last line, which may go on: what prints it. */
  #openFor: string | undefined;
  /** How many lines were told to who asks for what is new, and how the last of them was then. */
  #told = 0;
  #lastTold = '';

  /** How many lines there have been. */
  get total(): number {
    return this.#forgotten + this.#lines.length;
  }

  add({ category = 'console', output }: DebugProtocol.OutputEvent['body']): void {
    if (category === 'telemetry' || output === '') return;
    const prefix = PREFIXES[category] ?? '';
    const pieces = output.split('\n');
    const rest = pieces.pop() as string;
    for (const piece of pieces) this.#print(category, prefix, piece, true);
    if (rest !== '') this.#print(category, prefix, rest, false);
    const surplus = this.#lines.length - MOST_LINES;
    if (surplus > 0) this.#forgotten += this.#lines.splice(0, surplus).length;
  }

  /** Some of the lines that are still known. */
  read(start: number, count: number): Lines {
    const first = Math.max(start, this.#forgotten + 1);
    const from = first - 1 - this.#forgotten;
    return { first, lines: this.#lines.slice(from, from + count) };
  }

  /** The last of the lines that nobody was told of yet, and how many there are. */
  takeNew(most: number): Lines & { readonly count: number } {
    const lastTold = this.#lines[this.#told - 1 - this.#forgotten];
    // A line that went on since is told again, as a whole.
    const isToldAgain = lastTold !== undefined && lastTold !== this.#lastTold;
    const told = isToldAgain ? this.#told - 1 : this.#told;
    const count = this.total - told;
    this.#told = this.total;
    this.#lastTold = this.#lines.at(-1) ?? '';
    return { ...this.read(this.total - Math.min(count, most) + 1, most), count };
  }

  #print(category: string, prefix: string, text: string, isComplete: boolean): void {
    const goesOn = this.#openFor === category;
    const line = `${goesOn ? this.#lines.pop() : prefix}${text}`;
    this.#lines.push(line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line);
    this.#openFor = isComplete ? undefined : category;
  }
}
