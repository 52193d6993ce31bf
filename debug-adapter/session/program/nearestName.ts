/** How many letters of a name may be wrong, for each that it has. */
const TOLERANCE = 0.34;

/** The one of some names that somebody may have meant who wrote another; undefined if none is like it. */
export function nearestName(written: string, names: Iterable<string>): string | undefined {
  let nearest: string | undefined;
  let least = Math.floor(written.length * TOLERANCE) + 1;
  for (const name of names) {
    // No name is nearer than the difference of the lengths, and what was written may be huge.
    if (Math.abs(name.length - written.length) >= least) continue;
    const distance = editDistance(written.toLowerCase(), name.toLowerCase());
    if (distance >= least) continue;
    least = distance;
    nearest = name;
  }
  return nearest;
}

/** How many letters have to be put in, left out, changed or exchanged with the next (Damerau, Levenshtein). */
function editDistance(from: string, to: string): number {
  const rows: number[][] = [Array.from({ length: to.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number): number => rows[row]?.[column] ?? Infinity;
  for (let row = 1; row <= from.length; row++) {
    rows[row] = [row];
    for (let column = 1; column <= to.length; column++) {
      const [letter, other] = [from[row - 1], to[column - 1]];
      const isExchange = letter === to[column - 2] && from[row - 2] === other;
      (rows[row] as number[])[column] = Math.min(
        at(row - 1, column) + 1,
        at(row, column - 1) + 1,
        at(row - 1, column - 1) + (letter === other ? 0 : 1),
        isExchange ? at(row - 2, column - 2) + 1 : Infinity,
      );
    }
  }
  return at(from.length, to.length);
}
