import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Location } from '../protocol/program.ts';

/** How many lines are shown before and after the one at which the program stands. */
const LINES_AROUND = 4;

/** How much of a line of source is shown, in characters. */
const LONGEST_LINE = 160;

/** The places of a program as a model is told of them, with the source that stands there. */
export class Places {
  readonly #folder: string;
  readonly #files = new Map<string, Promise<readonly string[]>>();

  /** @param folder files in it are told by their paths from there on. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Such as `app.py:12`. */
  describe({ path: file, line }: Location): string {
    return `${this.#brief(file)}:${line}`;
  }

  /** The line of source that stands there; nothing where the file cannot be read. */
  async line(place: Location): Promise<string | undefined> {
    const lines = await this.#lines(place.path);
    return lines[place.line - 1]?.trim().slice(0, LONGEST_LINE);
  }

  /** The lines of source around a place, which has an arrow, each with its number. */
  async around({ path: file, line }: Location): Promise<string[]> {
    const lines = await this.#lines(file);
    const from = Math.max(0, line - 1 - LINES_AROUND);
    const shown = lines.slice(from, line + LINES_AROUND);
    const width = String(from + shown.length).length;
    return shown.map((text, index) => {
      const number = from + index + 1;
      const mark = number === line ? '→' : ' ';
      return `${mark} ${String(number).padStart(width)}  ${text.slice(0, LONGEST_LINE)}`.trimEnd();
    });
  }

  #brief(file: string): string {
    const way = path.relative(this.#folder, file);
    return way.startsWith('..') || path.isAbsolute(way) ? file : way;
  }

  #lines(file: string): Promise<readonly string[]> {
    const known = this.#files.get(file) ?? readLines(file);
    this.#files.set(file, known);
    return known;
  }
}

/** None where there is no such file here: it may be the guest's alone. */
async function readLines(file: string): Promise<readonly string[]> {
  try {
    return (await readFile(file, 'utf8')).split('\n');
  } catch {
    return [];
  }
}
