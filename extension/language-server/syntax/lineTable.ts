import type { Position, Range } from 'vscode-languageserver-protocol';

/** A part of a text, by the offsets of its first character and the one behind its last. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Where the lines of a text begin, for turning offsets into positions and back. */
export class LineTable {
  readonly #starts: readonly number[];

  constructor(text: string) {
    const starts = [0];
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
      starts.push(at + 1);
    }
    this.#starts = starts;
  }

  get lineCount(): number {
    return this.#starts.length;
  }

  positionAt(offset: number): Position {
    const line = this.#lineOf(offset);
    return { line, character: offset - (this.#starts[line] as number) };
  }

  rangeOf({ from, to }: Span): Range {
    return { start: this.positionAt(from), end: this.positionAt(to) };
  }

  /** The offset of a position; of one beyond the end of its line, wherever that leads. */
  offsetAt({ line, character }: Position): number {
    return (this.#starts[Math.min(line, this.#starts.length - 1)] as number) + character;
  }

  #lineOf(offset: number): number {
    let low = 0;
    let high = this.#starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] as number) <= offset) low = middle;
      else high = middle;
    }
    return low;
  }
}
