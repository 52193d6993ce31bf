/** A text, and where its marks stood: `‹…›` around parts, or `|` at one place. */
export interface MarkedText {
  readonly text: string;
  /** The offset of the only `|`; -1 without one. */
  readonly cursor: number;
}

/** Takes the mark out of a text. */
export function marked(source: string): MarkedText {
  const cursor = source.indexOf('|');
  return {
    text: cursor === -1 ? source : source.slice(0, cursor) + source.slice(cursor + 1),
    cursor,
  };
}
