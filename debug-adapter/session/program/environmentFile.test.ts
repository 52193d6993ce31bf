// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how dotenv files name variables
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseEnvironment } from './environmentFile.ts';

const OUTER = { HOME: '/home/me', MODE: 'outer' };

for (const [what, text, expected] of [
  ['names and values', 'A=1\nB = two words \nC=', { A: '1', B: 'two words', C: '' }],
  ['comments', '# A=1\n  # B=2\nC=3 # four\nD= # nothing', { C: '3', D: '' }],
  [
    'a # within a value',
    'PASSWORD=ab#cd\nURL=http://h/#top',
    { PASSWORD: 'ab#cd', URL: 'http://h/#top' },
  ],
  ['export', 'export A=1\n  export\tB=2', { A: '1', B: '2' }],
  [
    'quotations',
    `A="x # y" # z\nB='x "y"'\nC="say \\"hi\\""`,
    { A: 'x # y', B: 'x "y"', C: 'say "hi"' },
  ],
  ['several lines', 'A="one\\ntwo"\nB="one\ntwo"\nC=3', { A: 'one\ntwo', B: 'one\ntwo', C: '3' }],
  ['a quotation without an end', 'A="one\nB=2', { A: '"one', B: '2' }],
  ['variables further up', 'A=1\nB=${A}${A}\nA=2\nC="${A}"', { A: '2', B: '11', C: '2' }],
  [
    'variables from outside',
    'A=${HOME}/a\nMODE=${MODE}+\nB=${MODE}',
    { A: '/home/me/a', MODE: 'outer+', B: 'outer+' },
  ],
  ['variables that nobody has', 'A=[${NOBODY}]\nB=[${__proto__}]', { A: '[]', B: '[]' }],
  [
    'dollars that are none',
    'A=pa$$word\nB=\\${HOME}\nC=$HOME',
    { A: 'pa$$word', B: '${HOME}', C: '$HOME' },
  ],
  ['backslashes of paths', 'A=C:\\new\\dir', { A: 'C:\\new\\dir' }],
  ["Windows' line ends and mark", '\ufeffA=1\r\nB="x"\r\n', { A: '1', B: 'x' }],
  ['lines that are none', 'nonsense\n1A=2\n=3\nA-B=4\nC=5', { C: '5' }],
] as const) {
  test(`U4: a dotenv file with ${what}`, () => {
    assert.deepEqual(parseEnvironment(text, OUTER), expected);
  });
}
