import assert from 'node:assert/strict';
import { test } from 'node:test';
import { splitShellWords } from './shellWords.ts';

for (const [line, words] of [
  ['', []],
  ['  --port 80\t-v \n', ['--port', '80', '-v']],
  [`'a b' "c d" e\\ f`, ['a b', 'c d', 'e f']],
  [`--name='a "b"'c"d"`, ['--name=a "b"cd']],
  [`"" '' x`, ['', '', 'x']],
  [`"say \\"hi\\" \\$x \\n" '\\n'`, ['say "hi" $x \\n', '\\n']],
  ['$HOME *.py', ['$HOME', '*.py']],
  [`it's`, undefined],
  ['"open', undefined],
  ['end\\', undefined],
] as const) {
  test(`U4: the words of ${JSON.stringify(line)}`, () => {
    assert.deepEqual(splitShellWords(line), words);
  });
}
