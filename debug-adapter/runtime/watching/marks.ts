import { isLineBegin, lineOf, type WatchedCode } from './codeTable.ts';
import type { MarkedFunction, MarkedInstruction, MarkedPlaces } from './moments.ts';
import type { Place } from './place.ts';
import type { Watch } from './watch.ts';

/** The places that are marked, and what of them is in code that has run. */
export class Marks {
  readonly #lines = new Map<string, Map<number, number[]>>();
  readonly #functions: readonly MarkedFunction[];
  readonly #instructions: readonly MarkedInstruction[];

  constructor({ lines = [], functions = [], instructions = [] }: MarkedPlaces = {}) {
    this.#functions = functions;
    this.#instructions = instructions;
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
    for (const { unit } of this.#instructionsIn(code)) watch.mark(code.begin + 2 * unit);
    const file = this.#lines.get(code.path);
    if (file === undefined) return;
    for (let unit = code.body; unit < code.units; unit++) {
      if (file.has(lineOf(code, unit))) watch.mark(code.begin + 2 * unit);
    }
  }

  /** The numbers of the marks on a place. */
  at({ code, unit, before }: Place, isSteppable: boolean): readonly number[] {
    // One that is made to be quicker at the next time begins twice.
    const isAgain = before === unit;
    const instructions = isAgain ? [] : this.#instructionsIn(code);
    const ids = instructions.filter(each => each.unit === unit).map(({ id }) => id);
    if (!isLineBegin(code, unit, before)) return ids;
    const lines = this.#lines.get(code.path)?.get(lineOf(code, unit)) ?? [];
    const isEntered = unit === code.entry && (before === undefined || before < code.entry);
    const functions = isEntered ? this.#functionsAt(code, isSteppable) : [];
    return [...ids, ...lines, ...functions];
  }

  #instructionsIn({ address, path, name, firstLine }: WatchedCode): readonly MarkedInstruction[] {
    return this.#instructions.filter(
      each =>
        each.path === path &&
        each.name === name &&
        (each.firstLine ?? firstLine) === firstLine &&
        (each.code ?? address) === address,
    );
  }

  #functionsAt(code: WatchedCode, isSteppable: boolean): number[] {
    if (!code.isFunction || this.#functions.length === 0) return [];
    const own = code.name.slice(code.name.lastIndexOf('.') + 1);
    return this.#functions
      .filter(({ name = own, isSteppable: isWanted }) => name === own && (isSteppable || !isWanted))
      .map(({ id }) => id);
  }
}
