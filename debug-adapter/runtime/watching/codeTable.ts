import { linesOf, NO_LINE } from './lineTable.ts';
import type { PythonMemory } from './pythonMemory.ts';

/** A code object, as far as it matters where an instruction is. */
export interface WatchedCode {
  readonly address: number;
  /** As in `co_filename` and `co_qualname`. */
  readonly path: string;
  readonly name: string;
  /** As in `co_firstlineno`. */
  readonly firstLine: number;
  /** The address of its first instruction, and how many units of two bytes there are. */
  readonly begin: number;
  readonly units: number;
  /** Of each unit, from 1; {@link NO_LINE} for those that are on none. */
  readonly lines: Int32Array;
  /** The unit from which on it does what its source says: those before prepare the frame. */
  readonly body: number;
  /** The first of those that are on a line: with it a function begins to do something. */
  readonly entry: number;
  /** Whether it is a function's. */
  readonly isFunction: boolean;
  /** The units that raise an exception again; some that are none. */
  readonly reraises: readonly number[];
  /** The units whose jumps back begin no line. */
  readonly waits: ReadonlySet<number>;
}

/** The code objects that have run, by their addresses, until they are freed. */
export class CodeTable {
  readonly #memory: PythonMemory;
  readonly #codes = new Map<number, WatchedCode>();

  constructor(memory: PythonMemory) {
    this.#memory = memory;
  }

  find(address: number): WatchedCode | undefined {
    return this.#codes.get(address);
  }

  /** Of code that has not run yet. */
  add(address: number): WatchedCode {
    const memory = this.#memory;
    const { begin, units } = memory.instructions(address);
    const firstLine = memory.firstLine(address);
    const lines = linesOf(memory.lineTable(address), firstLine, units);
    let body = 0;
    const waits = new Set<number>();
    const reraises: number[] = [];
    for (let unit = 0; unit < units; unit++) {
      const instruction = begin + 2 * unit;
      if (body === 0 && memory.isBeginning(instruction)) body = unit + 1;
      if (memory.goesOnWaiting(instruction)) waits.add(unit);
      if (memory.isReraise(instruction)) reraises.push(unit);
    }
    const [path, name] = [memory.filename(address), memory.qualname(address)];
    let entry = body;
    while (entry < units && lines[entry] === NO_LINE) entry++;
    const isFunction = memory.isFunction(address);
    const places = { begin, units, lines, body, entry, reraises, waits };
    const code = { address, path, name, isFunction, firstLine, ...places };
    this.#codes.set(address, code);
    return code;
  }

  /** @returns what was known of a code object that is about to be freed. */
  remove(address: number): WatchedCode | undefined {
    const code = this.#codes.get(address);
    this.#codes.delete(address);
    return code;
  }

  all(): Iterable<WatchedCode> {
    return this.#codes.values();
  }
}

/** The unit of an instruction; one that is not within the code has none. */
export function unitOf({ begin, units }: WatchedCode, instruction: number): number | undefined {
  const unit = (instruction - begin) >> 1;
  return unit >= 0 && unit < units ? unit : undefined;
}

/** The line on which a unit's code is. */
export function lineOf({ lines }: WatchedCode, unit: number): number {
  return lines[unit] ?? NO_LINE;
}

/**
 * Whether a line begins with a unit, as CPython has it: its source is on another line than that of the unit
 * before in the frame, or a jump has led back to it.
 */
export function isLineBegin(code: WatchedCode, unit: number, before: number | undefined): boolean {
  const line = lineOf(code, unit);
  if (unit < code.body || line === NO_LINE) return false;
  if (before === undefined || before < code.body) return true;
  if (unit < before && !code.waits.has(before)) return true;
  let told = before;
  while (told > code.body && lineOf(code, told) === NO_LINE) told--;
  return lineOf(code, told) !== line;
}
