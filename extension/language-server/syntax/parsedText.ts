import { type Tree, TreeFragment } from '@lezer/common';
import { parser } from '@lezer/python';
import { LineTable } from './lineTable.ts';

/** A replacement of a part of a text. */
export interface TextChange {
  /** The part, in the text before. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** A text of Python with its syntax tree. What cannot be parsed is an error node in the tree. */
export class ParsedText {
  readonly text: string;
  readonly tree: Tree;
  readonly #fragments: readonly TreeFragment[];
  #lines: LineTable | undefined;

  private constructor(text: string, fragments: readonly TreeFragment[]) {
    this.text = text;
    this.tree = parser.parse(text, fragments);
    this.#fragments = TreeFragment.addTree(this.tree, fragments);
  }

  /** Parses a text from its beginning. */
  static of(text: string): ParsedText {
    return new ParsedText(text, []);
  }

  /** Made when it is asked for first. */
  get lines(): LineTable {
    this.#lines ??= new LineTable(this.text);
    return this.#lines;
  }

  /** The text after a change, with those parts of the tree taken over that it does not touch. */
  changed({ from, to, text }: TextChange): ParsedText {
    const change = { fromA: from, toA: to, fromB: from, toB: from + text.length };
    return new ParsedText(
      this.text.slice(0, from) + text + this.text.slice(to),
      TreeFragment.applyChanges(this.#fragments, [change]),
    );
  }
}
