import { lineOf, type WatchedCode } from './codeTable.ts';
import type { MarkedFunction, MarkedPlaces } from './moments.ts';
import type { Place } from './place.ts';
import type { Watch } from './watch.ts';

/** The places that are marked, and what of them is in code that has run. */
export class Marks {
  readonly #lines = new Map<string, Map<number, number[]>>();
  readonly #functions: readonly MarkedFunction[];

  constructor({ lines = [], functions = [] }: MarkedPlaces = {}) {
    this.#functions = functions;
    for (const { path, line, id } of lines) {
      const file = this.#lines.get(path) ?? new Map<number, number[]>();
      this.#lines.set(path, file);
      file.set(line, [...(file.get(line) ?? []), id]);
    }
  }

  /**
   * Has the instructions of marked places be told of, and no others; or all of the code.
   *
   * @param isSteppable whether steps stop in the code.
   */
  apply(code: WatchedCode, watch: Watch, isSteppable: boolean, isAllWanted: boolean): void {
    if (isAllWanted) {
      for (let unit = code.body; unit < code.units; unit++) watch.mark(code.begin + 2 * unit);
      return;
    }
    watch.quieten(code.begin, code.units);
    if (this.#functionsAt(code, isSteppable).length > 0) watch.mark(code.begin + 2 * code.entry);
    const file = this.#lines.get(code.path);
    if (file === undefined) return;
    for (let unit = code.body; unit < code.units; unit++) {
      if (file.has(lineOf(code, unit))) watch.mark(code.begin + 2 * unit);
    }
  }

  /** The numbers of the marks on a place at which a line begins. */
  at({ code, unit, before }: Place, isSteppable: boolean): readonly number[] {
    const lines = this.#lines.get(code.path)?.get(lineOf(code, unit)) ?? [];
    const isEntered = unit === code.entry && (before === undefined || before < code.entry);
    return isEntered ? [...lines, ...this.#functionsAt(code, isSteppable)] : lines;
  }

  #functionsAt(code: WatchedCode, isSteppable: boolean): number[] {
    if (!code.isFunction || this.#functions.length === 0) return [];
    const own = code.name.slice(code.name.lastIndexOf('.') + 1);
    return this.#functions
      .filter(({ name = own, isSteppable: isWanted }) => name === own && (isSteppable || !isWanted))
      .map(({ id }) => id);
  }
}
