import assert from 'node:assert/strict';
import { test } from 'node:test';
import { variablesBefore } from './inlineVariables.ts';

/** The names that are shown, line by line, when a program has stopped at the line with the mark `#!`. */
function shown(source: string): string[] {
  const mark = source.indexOf('#!');
  const start = source.lastIndexOf('\n', mark) + 1;
  const indentation = source.slice(start).search(/\S/);
  const lines = source.split('\n').map(() => [] as string[]);
  for (const { from, to, name } of variablesBefore(source, start + indentation)) {
    assert.equal(source.slice(from, to), name);
    lines[source.slice(0, from).split('\n').length - 1]?.push(name);
  }
  return lines.flatMap((names, index) =>
    names.length === 0 ? [] : [`${index + 1}: ${names.join(' ')}`],
  );
}

test('variables of the function are shown up to the line of the stop, each once in a line', () => {
  const source = `
import os
limit = 9
def work(job, *rest, retries=limit, **options):
    count = len(rest) + retries + retries
    for key, (first, *others) in options.items():
        count += first  #!
        print(others)
    return count
`;
  assert.deepEqual(shown(source), [
    '4: job rest retries options',
    '5: count rest retries',
    '6: key first others options',
    '7: count first',
  ]);
});

test('a module shows what it assigns, and neither modules nor functions nor classes', () => {
  const source = `
import os as system
from time import sleep
here = system.getcwd()
def f(x): return x
class C: pass
with open(here) as file, C() as c:
    text: str = file.read(); size = len(text)
    print(f(size), sleep)  #!
later = 1
`;
  assert.deepEqual(shown(source), ['4: here', '7: here file c', '8: text file size', '9: size']);
});

test('a closure shows what it sees of the functions around it, but nothing of the module', () => {
  const source = `
total = 0
def outer(step):
    global total
    seen = 0
    class Inside:
        size = 3
        def method(self):
            nonlocal seen
            seen = total + step  #!
`;
  assert.deepEqual(shown(source), ['8: self', '9: seen', '10: seen step']);
});

test('what comprehensions and lambdas have for themselves is not taken for the function’s', () => {
  const source = `
def f(rows, x):
    xs = [x for x in rows if (last := x)]
    key = lambda rows: rows
    return sorted(xs, key=key), last, x  #!
`;
  assert.deepEqual(shown(source), ['2: rows x', '3: xs rows last', '4: key', '5: xs key last x']);
});

test('exceptions and patterns give values, too', () => {
  const source = `
def f(message):
    try:
        match message:
            case {"kind": kind, **rest}: pass
            case Point(x=left) | [left, *_] as whole: pass
    except (OSError, ValueError) as error:
        return error  #!
`;
  assert.deepEqual(shown(source), [
    '2: message',
    '4: message',
    '5: kind rest',
    '6: left whole',
    '7: error',
    '8: error',
  ]);
});

test('a text that is being written is read as far as it can be', () => {
  assert.deepEqual(shown('def f(a):\n    b = a +\n    print(b  #!\n'), ['1: a', '2: b a', '3: b']);
});
