import { lineOf, type WatchedCode } from './codeTable.ts';
import type { MarkedLine } from './moments.ts';
import type { Watch } from './watch.ts';

/** The lines that are marked, and what of them is in code that has run. */
export class Marks {
  readonly #lines = new Map<string, Map<number, number[]>>();

  constructor(lines: readonly MarkedLine[] = []) {
    for (const { path, line, id } of lines) {
      const file = this.#lines.get(path) ?? new Map<number, number[]>();
      this.#lines.set(path, file);
      file.set(line, [...(file.get(line) ?? []), id]);
    }
  }

  /** Has the instructions of marked lines be told of, and no others; or all of the code. */
  apply(code: WatchedCode, watch: Watch, isAllWanted: boolean): void {
    if (isAllWanted) {
      for (let unit = code.body; unit < code.units; unit++) watch.mark(code.begin + 2 * unit);
      return;
    }
    watch.quieten(code.begin, code.units);
    const file = this.#lines.get(code.path);
    if (file === undefined) return;
    for (let unit = code.body; unit < code.units; unit++) {
      if (file.has(lineOf(code, unit))) watch.mark(code.begin + 2 * unit);
    }
  }

  /** The numbers of the marks on the line of a unit. */
  at(code: WatchedCode, unit: number): readonly number[] {
    return this.#lines.get(code.path)?.get(lineOf(code, unit)) ?? [];
  }
}
