import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StoppedProgram } from './stoppedProgram.ts';

/** What is inside of each; `…` stands for what is read when the user asks for it. */
const SHOWN: [string, string][] = [
  ['swapped', 'size: 5'],
  ['row', '[0]: 1, [1]: 2, [2]: 3'],
  ['texts', '[0]: …, [1]: …'],
  ['lost_texts', '[0]: …, [1]: …'],
  ['text', 'value: …'],
  ['lost_text', 'value: …'],
  ['lost_pointer', 'contents: …'],
  ['number', 'value: 5'],
  ['whole.part', 'number: -16, ratio: nan, text: …'],
  ['whole.row', '[0]: 3, [1]: 4'],
];

test('data of ctypes are shown by their fields and members, and no pointer is followed for that', async () => {
  const program = await StoppedProgram.at('foreign_data.py', 'look');
  for (const [expression, shown] of SHOWN) {
    assert.equal(list(await program.inside(expression)), shown, expression);
  }
  const whole = list(await program.inside('whole')).replaceAll(/<.*?>/g, '<>');
  const fields = 'size: 7, flag: 2, part: <>, row: <>, next: <>, number: -16, ratio: nan';
  assert.equal(whole, `${fields}, owner: …, text: …`);

  const [, second] = await program.inside('texts');
  const [first] = await program.inside('text');
  for (const [lazy, value] of [
    [second, 'None'],
    [first, "b'text'"],
  ] as const) {
    const [asked] = await program.children(lazy?.variablesReference as number);
    assert.equal(asked?.value, value);
  }

  assert.equal(await program.evaluate('whole.size', 'hover'), '7');
  assert.match(await program.evaluate('lost_text.value', 'hover'), /^error: .* a pointer leads to/);
  assert.match(await program.evaluate('whole.text', 'hover'), /^error: .* a pointer leads to/);
  await program.close();
});

function list(children: Awaited<ReturnType<StoppedProgram['inside']>>): string {
  return children
    .map(({ name, value, presentationHint }) => `${name}: ${presentationHint?.lazy ? '…' : value}`)
    .join(', ');
}
