import { leb } from '../moduleBytes.ts';
import type { FunctionType } from './moduleFunctions.ts';

/** How values of a type lie in memory: their size in bytes, and the opcodes that load and store them. */
interface Layout {
  readonly size: number;
  /** The instruction whose result is 0. */
  readonly zero: readonly number[];
  readonly load: readonly number[];
  readonly store: readonly number[];
}

/** A value among others. */
export interface ValuePlace {
  readonly layout: Layout;
  /** From where the first of them begins, in bytes. */
  readonly offset: number;
}

export const I32 = 0x7f;

/** By the types' bytes: i32, i64, f32, f64, v128. */
const LAYOUTS = new Map<number, Layout>([
  [I32, { size: 4, zero: [0x41, 0], load: [0x28], store: [0x36] }],
  [0x7e, { size: 8, zero: [0x42, 0], load: [0x29], store: [0x37] }],
  [0x7d, { size: 4, zero: [0x43, 0, 0, 0, 0], load: [0x2a], store: [0x38] }],
  [0x7c, { size: 8, zero: [0x44, 0, 0, 0, 0, 0, 0, 0, 0], load: [0x2b], store: [0x39] }],
  [
    0x7b,
    {
      size: 16,
      zero: [0xfd, 0x0c, ...new Array<number>(16).fill(0)],
      load: [0xfd, 0x00],
      store: [0xfd, 0x0b],
    },
  ],
]);

/** The most parameters that functions have, and results (JavaScript Interface, 7.4: Implementation-defined Limits). */
const MOST_VALUES = 1000;

/** Whether functions of a type can be made whose values lie in memory: numbers, and no references. */
export function isOfNumbers({ parameters, results }: FunctionType): boolean {
  return [parameters, results].every(
    types => types.length <= MOST_VALUES && types.every(type => LAYOUTS.has(type)),
  );
}

/**
 * Where values lie that come one after the other, without gaps, as WASIX's `call_dynamic` and
 * closures have them.
 *
 * @param types of numbers.
 * @param start where the first begins.
 */
export function placesOf(
  types: readonly number[],
  start = 0,
): { places: ValuePlace[]; end: number } {
  let end = start;
  const places = types.map(type => {
    const layout = LAYOUTS.get(type) as Layout;
    const offset = end;
    end += layout.size;
    return { layout, offset };
  });
  return { places, end };
}

/** The description of an imported memory, as a guest's can be: it may be shared, and of any size. */
export function memoryDescription({ buffer }: WebAssembly.Memory): number[] {
  // Of at least 0 pages; a shared one says how many there can be, all that 32 bits reach.
  return buffer instanceof ArrayBuffer ? [0x02, 0x00, 0x00] : [0x02, 0x03, 0x00, ...leb(65_536)];
}

/** An instruction that loads or stores at an offset, aligned to one byte, as far as anybody knows. */
export function access(code: readonly number[], offset: number): number[] {
  return [...code, 0x00, ...leb(offset)];
}
