/** A piece of a word: in single or double quotation marks, an escaped character, or plain text. */
const PIECE = /'([^']*)'|"((?:\\.|[^"\\])*)"|\\(.)|([^\s'"\\]+)/sy;

/** What a backslash takes its meaning from inside of double quotation marks. */
const ESCAPED = /\\(["\\$`])/g;

/**
 * The words of a command line, as a POSIX shell divides it (XCU 2.2, Quoting); nothing in it is
 * expanded.
 *
 * @returns undefined when a quotation, or an escape, has no end.
 */
export function splitShellWords(line: string): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  for (let index = 0; index < line.length; ) {
    PIECE.lastIndex = index;
    const [piece, single, double, escaped, plain] = PIECE.exec(line) ?? [];
    if (piece !== undefined) {
      word = (word ?? '') + (single ?? double?.replace(ESCAPED, '$1') ?? escaped ?? plain ?? '');
      index += piece.length;
    } else {
      if (!/\s/.test(line[index] as string)) return undefined;
      if (word !== undefined) words.push(word);
      word = undefined;
      index++;
    }
  }
  return word === undefined ? words : [...words, word];
}
