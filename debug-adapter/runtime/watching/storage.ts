/** What a variable referred to, and what it was made to refer to in a copy of the memory: addresses of objects. */
export interface Probe {
  readonly was: number;
  readonly probe: number;
}

/** Bits of a reference that say how it is held: CPython's `Py_TAG_BITS`. */
const REFERENCE_TAGS = 3;

/** How far below its end C's stack was used before, at most, in bytes. */
const LEFT_ON_STACK = 1 << 20;

/**
 * Finds where in a program's memory a variable is, whatever it belongs to: the word that refers to its value, and to
 * another object where the variable was given that, in a copy.
 *
 * @param original the program's linear memory.
 * @param copy that in which it was given another object.
 * @param stackPointer where C's stack ended in the program: what functions have left below is of no meaning.
 * @returns addresses: of one word, unless others were given the same object by chance.
 */
export function findStorage(
  original: ArrayBufferLike,
  copy: ArrayBufferLike,
  { was, probe }: Probe,
  stackPointer: number,
): number[] {
  const [before, after] = [new Int32Array(original), new Int32Array(copy)];
  const [wanted, given] = [was | 0, probe | 0];
  const found: number[] = [];
  const length = Math.min(before.length, after.length);
  for (let index = 0; index < length; index++) {
    if (((after[index] as number) & ~REFERENCE_TAGS) !== given) continue;
    const isOnStack = 4 * index < stackPointer && 4 * index >= stackPointer - LEFT_ON_STACK;
    if (isOnStack || ((before[index] as number) & ~REFERENCE_TAGS) !== wanted) continue;
    found.push(4 * index);
  }
  return found;
}
