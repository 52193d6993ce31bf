/** The kinds of entries of a line table that say where code is in its source. */
const Kind = { firstOneLine: 10, lastOneLine: 12, noColumns: 13, long: 14, none: 15 } as const;

/** Stands for code that is on no line. */
export const NO_LINE = 0;

/**
 * The line of each code unit, of two bytes, of a function: by its table of places, as
 * `Objects/locations.md` in CPython's source (in 3.13 `Objects/locations.md`, too) describes it.
 *
 * @param table `co_linetable`.
 * @param firstLine `co_firstlineno`.
 * @param units how many code units there are.
 */
export function linesOf(table: Uint8Array, firstLine: number, units: number): Int32Array {
  const lines = new Int32Array(units);
  let at = 0;
  const unsigned = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 6) {
      const byte = table[at++] ?? 0;
      value |= (byte & 0x3f) << shift;
      if ((byte & 0x40) === 0) return value;
    }
  };
  const signed = (): number => {
    const value = unsigned();
    return (value & 1) === 0 ? value >>> 1 : -(value >>> 1);
  };
  let line = firstLine;
  for (let unit = 0; at < table.length && unit < units; ) {
    const entry = table[at++] as number;
    const kind = (entry >>> 3) & 0xf;
    const end = unit + (entry & 7) + 1;
    if (kind === Kind.long) {
      line += signed();
      for (let skipped = 0; skipped < 3; skipped++) unsigned();
    } else if (kind === Kind.noColumns) {
      line += signed();
    } else if (kind >= Kind.firstOneLine && kind <= Kind.lastOneLine) {
      line += kind - Kind.firstOneLine;
      at += 2;
    } else if (kind < Kind.firstOneLine) {
      at += 1;
    }
    lines.fill(kind === Kind.none ? NO_LINE : line, unit, end);
    unit = end;
  }
  return lines;
}
