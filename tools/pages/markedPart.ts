import fs from 'node:fs';

/**
 * A part of a Markdown file that a command writes. It stands between two comments
 * that name it: `<!-- NAME: begin -->` and `<!-- NAME: end -->`.
 */
export class MarkedPart {
  readonly #file: string;
  readonly #begin: string;
  readonly #end: string;

  constructor(file: string, name: string) {
    this.#file = file;
    this.#begin = `<!-- ${name}: begin -->`;
    this.#end = `<!-- ${name}: end -->`;
  }

  read(): string {
    return this.#split().content.trim();
  }

  write(content: string): void {
    const { before, after } = this.#split();
    const part = `${this.#begin}\n\n${content}\n\n${this.#end}`;
    fs.writeFileSync(this.#file, `${before}${part}${after}`);
  }

  #split(): { before: string; content: string; after: string } {
    const text = fs.readFileSync(this.#file, 'utf8');
    const begin = text.indexOf(this.#begin);
    const end = text.indexOf(this.#end, begin);
    if (begin < 0 || end < 0) {
      throw new Error(`${this.#file} has no ${this.#begin} and ${this.#end}: put them back`);
    }
    return {
      before: text.slice(0, begin),
      content: text.slice(begin + this.#begin.length, end),
      after: text.slice(end + this.#end.length),
    };
  }
}
