import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expressionAt } from './pythonExpression.ts';

/** What is evaluated for each place that `^` points at, in the line under the source. */
function evaluated(source: string, marks: string): (string | undefined)[] {
  return [...marks.matchAll(/\^/g)].map(({ index }) => expressionAt(source, index)?.expression);
}

for (const [source, marks, ...expected] of [
  ['a.b[c].d', '^ ^ ^^ ^', 'a', 'a.b', 'c', 'a.b[c]', 'a.b[c].d'],
  [
    'total = self.rows[i + 1].price * rate',
    '^       ^    ^    ^        ^     ^',
    'total',
    'self',
    'self.rows',
    'i',
    'self.rows[i + 1].price',
    'rate',
  ],
  ['x["key"][0].name', '    ^  ^ ^  ^', 'x["key"]', 'x["key"]', 'x["key"][0]', 'x["key"][0].name'],
  ['rows[1:n].first', '    ^  ^  ^', 'rows[1:n]', 'n', 'rows[1:n].first'],
  ['a[b.c, d].e', '    ^  ^  ^', 'b.c', 'd', 'a[b.c, d].e'],
  ['a . b .c', '^   ^  ^', 'a', 'a . b', 'a . b .c'],
  ['größe.breite.ñ', '^     ^      ^', 'größe', 'größe.breite', 'größe.breite.ñ'],
  ['"text".strip', ' ^     ^', undefined, '"text".strip'],
  ['a.match.type', '  ^     ^', 'a.match', 'a.match.type'],
  // Calls are not made; what is before one can be looked at.
  ['load(path).rows.first', '^    ^     ^', 'load', 'path', undefined],
  ['a.f(b).c', '  ^ ^  ^', 'a.f', 'b', undefined],
  ['a[f(x)].b', '^ ^ ^   ^', 'a', 'f', 'x', undefined],
  ['(await a.b).c', '         ^  ^', 'a.b', undefined],
  ['{k: v for k in m}[0].x', '              ^   ^   ^', undefined, undefined, undefined],
  ['f"{a.b!r} {c}"', '   ^ ^      ^', 'a', 'a.b', 'c'],
  ['print(a.b, end="")', '^       ^  ^', 'print', 'a.b', undefined],
  ['import os.path as p', '       ^  ^        ^', 'os', 'os.path', 'p'],
  ['@app.route("/")', ' ^   ^', 'app', 'app.route'],
  ['if x is not None: pass  # x', '^     ^             ^     ^'],
  ['s = "a.b"  # a.b', '     ^       ^'],
] as const) {
  test(`P9: hovers in ${source}`, () => {
    const wanted = expected.length > 0 ? expected : [...marks.matchAll(/\^/g)].map(() => undefined);
    assert.deepEqual(evaluated(source, marks), wanted);
  });
}

test('P9: an expression of several lines is evaluated in brackets', () => {
  const source = 'x = (a  # first\n  .b\n  .c)\n';
  assert.deepEqual(expressionAt(source, source.indexOf('c)')), {
    from: 5,
    to: source.indexOf('c)') + 1,
    expression: '(a  # first\n  .b\n  .c)',
  });
});

test('P9: a hover finds its expression in a text that is being written', () => {
  const source = 'def f(:\n  a.b[\nclass\n  a.b[c].d\n';
  const offset = source.indexOf('.d');
  assert.equal(expressionAt(source, offset + 1)?.expression, 'a.b[c].d');
  assert.equal(expressionAt('', 0), undefined);
  assert.equal(expressionAt('a.', 2), undefined);
});
