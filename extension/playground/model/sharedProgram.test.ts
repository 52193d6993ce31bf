import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fragmentOf, programIn } from './sharedProgram.ts';

test('any program comes back from the address that has it', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 200 });
  fc.assert(fc.property(text, program => programIn(fragmentOf(program)) === program));
});

test('a fragment needs no escapes, whatever the program', () => {
  assert.equal(fragmentOf('print("ÿ>?")\n'), '#program=cHJpbnQoIsO_Pj8iKQo');
});

test('an address without a program has none', () => {
  assert.equal(programIn(''), undefined);
  assert.equal(programIn('#output'), undefined);
});

for (const [what, digits] of [
  ['other digits', 'a%b'],
  ['one digit too few', 'cHJpb'],
  ['no text', '_w'],
]) {
  test(`an address with ${what} is damaged`, () => {
    assert.throws(() => programIn(`#program=${digits}`), /^Error: The program in this address is/);
  });
}
