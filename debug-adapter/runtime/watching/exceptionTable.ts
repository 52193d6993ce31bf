/** The first byte of an entry has it. */
const START = 0x80;

/** A number goes on in the next byte. */
const CONTINUES = 0x40;

/** How many numbers an entry has: of it the first two are where it begins, and how long it is, in code units. */
const NUMBERS = 4;

/**
 * Whether code has a handler for exceptions that come out of a code unit: by its table, as
 * `InternalDocs/exception_handling.md` in CPython's source (in 3.13 `Objects/exception_handling_notes.txt`) describes it.
 *
 * @param table `co_exceptiontable`.
 */
export function isHandled(table: Uint8Array, unit: number): boolean {
  let at = 0;
  const number = (): number => {
    let byte = table[at++] ?? 0;
    let value = byte & ~START & ~CONTINUES;
    while ((byte & CONTINUES) !== 0) {
      byte = table[at++] ?? 0;
      value = value * CONTINUES + (byte & ~START & ~CONTINUES);
    }
    return value;
  };
  while (at < table.length) {
    const [begin = 0, length = 0] = Array.from({ length: NUMBERS }, number);
    if (unit >= begin && unit < begin + length) return true;
  }
  return false;
}
