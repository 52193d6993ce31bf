import fs from 'node:fs';
import path from 'node:path';

/** A Python program of the tests. Comments such as `# @loop` mark its lines by name. */
export class Program {
  readonly file: string;
  readonly name: string;
  readonly #markers = new Map<string, number>();

  /** @param file path of the program; a bare name is one of `programs/`. */
  constructor(file: string) {
    this.file = path.resolve(import.meta.dirname, 'programs', file);
    this.name = path.basename(this.file);
    const lines = fs.readFileSync(this.file, 'utf8').split('\n');
    lines.forEach((text, index) => {
      for (const [, marker] of text.matchAll(/# @(\w+)/g)) {
        this.#markers.set(marker as string, index + 1);
      }
    });
  }

  /** The line that carries a marker; a number is taken as it is. */
  line(marker: string | number): number {
    if (typeof marker === 'number') return marker;
    const line = this.#markers.get(marker);
    if (line === undefined) throw new Error(`${this.name} has no line marked @${marker}`);
    return line;
  }
}
