/** How a terminal shows what is typed, by bytes of UTF-8. */

/** A tab is shown as blanks: where a line begins on the screen is known to the terminal alone. */
const TAB = [0x20, 0x20, 0x20, 0x20];

const Code = { tab: 0x09, newline: 0x0a, blank: 0x20, caret: 0x5e, delete: 0x7f } as const;

/** Characters that take two columns: of the East Asian scripts, by Unicode's Annex 11. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;

const COMBINING = /\p{M}/u;

/** What stands for a byte on the screen: a key that is no character is told by a caret, such as `^C`. */
export function shownAs(byte: number): readonly number[] {
  if (byte === Code.tab) return TAB;
  const isControl = byte < Code.blank || byte === Code.delete;
  return isControl && byte !== Code.newline ? [Code.caret, byte ^ 0x40] : [byte];
}

/** How many columns a character takes. @param bytes of one; of none, none. */
export function widthOf(bytes: readonly number[]): number {
  const [first] = bytes;
  if (first === undefined) return 0;
  if (bytes.length === 1) return shownAs(first).length;
  const character = new TextDecoder().decode(Uint8Array.from(bytes));
  if (COMBINING.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}
