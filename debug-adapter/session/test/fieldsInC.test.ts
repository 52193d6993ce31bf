import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StoppedProgram } from './stoppedProgram.ts';

/** Fields of values, but for those in groups, up to `…`. */
const SHOWN: [string, string][] = [
  ['error', "args: (2, 'not there'), errno: 2, strerror: 'not there', filename: 'a.txt', …"],
  ['blocking', "args: (11, 'later', 3), errno: 11, …"],
  ['stop', 'args: (7,), value: 7'],
  ['syntax', "args: ('invalid syntax', ('<string>', 1, 5, 'a = = 1\\n', 1, 6)), msg: 'invalid s…"],
  ['group', "args: ('several', [ValueError(1), KeyError('k')]), message: 'several', exceptions: …"],
  ['decoding', "args: ('utf-8', b'\\xff', 0, 1, 'invalid start byte'), encoding: 'utf-8', object…"],
  [
    'importing',
    'args: ("No module named \'nothing_like_that\'",), msg: "No module named \'nothing_…',
  ],
  ['naming', "args: (\"name 'nothing_like_that' is not defined\",), name: 'nothing_like_that'"],
  ['attribute', "args: (\"'int' object has no attribute 'nothing'\",), name: 'nothing', obj: 1"],
  ['key', "args: ('k',)"],
  ['part', 'start: 1, stop: 2, step: None'],
  ['steps', 'start: 2, stop: 8, step: 3'],
  ['whole', "args: ('7',), keywords: {'base': 8}"],
  ['match', "string: 'ac', re: re.compile('(a)(b)?'), pos: 0, …"],
  ['pattern', "pattern: '(?P<first>a)', flags: 32, groups: 1, groupindex: mappingproxy({'firs…"],
  ['day', 'year: 2024, month: 2, day: 29'],
  ['moment', 'year: 2024, month: 2, day: 29, hour: 12, minute: 30, second: 0, microsecond: 0, …'],
  ['delta', 'days: 1, seconds: 2, microseconds: 0'],
  ['narrow', 'year: 2024, month: 1, day: 2'],
  ['prop', 'fget: <__main__.Loud object at …'],
  ['view', "obj: b'ab', nbytes: 2, readonly: True, …"],
  [
    'square',
    "obj: b'abcdef', nbytes: 6, readonly: True, itemsize: 1, format: 'B', ndim: 2, shape: (2, 3), …",
  ],
  [
    'point',
    "obj: b'a', nbytes: 1, readonly: True, itemsize: 1, format: 'B', ndim: 0, shape: (), …",
  ],
  [
    'letters',
    "obj: array('w', 'ab'), nbytes: 8, readonly: False, itemsize: 4, format: 'w', ndim: 1, …",
  ],
  ['status', 'st_mode: 0, st_ino: 1, st_dev: 2, st_nlink: 3, st_uid: 4, …'],
  ['space', 'a: 1'],
  ['generator', 'gi_yieldfrom: None, gi_running: False, gi_frame: <frame at …'],
  ['coroutine', 'cr_origin: None, cr_await: None, cr_running: False, cr_frame: None, …'],
  ['number', 'real: 1.0, imag: 2.0'],
  ['integer', ''],
  ['ratio', ''],
  ['lock', ''],
  ['queue', 'maxlen: 3'],
  ['default', ''],
  ['codes', "typecode: 'i', itemsize: 4"],
  ['cell', 'cell_contents: 1'],
  ['empty_cell', ''],
  ['cursor', 'connection: <sqlite3.Connection object at …'],
  ['variable', "name: 'variable'"],
  ['trace', 'tb_frame: <frame at …'],
  ['text.buffer', 'raw: <__main__.Raw object at …'],
  ['loud_error', "args: (5, 'bad'), errno: 5, filename: None, filename2: None"],
];

/** Groups of names of the language, functions and classes. */
const GROUPED: [string, string, string[]][] = [
  ['chained', 'special', ['__suppress_context__', '__traceback__', '__context__', '__cause__']],
  ['bound', 'special', ['__func__', '__self__']],
  ['ref', 'special', ['__callback__']],
  ['variable_type', 'special', ['__name__', '__covariant__', '__contravariant__']],
  ['whole', 'class', ['func']],
  ['default', 'class', ['default_factory']],
];

test('D28: fields that are written in C are shown, and no code of the program runs', async () => {
  const program = await StoppedProgram.at('fields_in_c.py', 'look');
  await program.evaluate('RUN.clear()');
  const named: [string, string][] = [];
  for (const context of ['watch', 'hover']) {
    for (const [expression, text] of SHOWN) {
      const children = (await inside(program, expression, context)).filter(
        ({ name, presentationHint }) => !name.endsWith(' variables') && !presentationHint?.lazy,
      );
      const shown = children.map(({ name, value }) => `${name}: ${value}`).join(', ');
      const [start = '', rest] = text.split('…');
      if (rest === undefined) assert.equal(shown, start, expression);
      else assert.ok(shown.startsWith(start), `${expression}: ${shown}`);
      for (const { evaluateName, value } of children) {
        named.push([evaluateName ?? 'None', value]);
      }
    }
    for (const [expression, kind, names] of GROUPED) {
      const groups = await inside(program, expression, context);
      const group = groups.find(({ name }) => name === `${kind} variables`);
      assert.ok(group, expression);
      const members = (await program.children(group.variablesReference)).map(({ name }) => name);
      assert.deepEqual(members.slice(0, names.length), names, expression);
    }
  }
  assert.equal(await program.evaluate('[name for name in RUN if not name.startswith("__")]'), '[]');
  for (const [evaluateName, value] of named) {
    assert.equal(await program.evaluate(evaluateName), value, evaluateName);
  }
  await program.close();
});

test('D28: what has no fields of its own, and what computes them, stays as it is', async () => {
  const program = await StoppedProgram.at('fields_in_c.py', 'look');
  const code = [2, 3, 4, 5].map(index => `kinds[${index}]`);
  for (const expression of code) {
    assert.equal((await program.answer(expression)).body.variablesReference, 0, expression);
  }
  for (const expression of ['kinds[0]', 'kinds[1]']) {
    const names = (await inside(program, expression)).map(({ name }) => name);
    assert.ok(!names.includes('__mro__') && !names.includes('__annotations__'), expression);
  }
  // What asks others, which may be the program's, is computed when the user wants it.
  const lazy = (await inside(program, 'text')).filter(child => child.presentationHint?.lazy);
  const names = ['name', 'closed', 'newlines', 'errors', '_CHUNK_SIZE'];
  assert.deepEqual(
    lazy.map(({ name }) => name),
    names,
  );
  assert.equal(await program.evaluate('"closed" in RUN'), 'False');
  const [closed] = await program.children(lazy[1]?.variablesReference as number);
  assert.equal(closed?.value, 'False');
  assert.equal(await program.evaluate('"closed" in RUN'), 'True');
  const groups = await program.inside('match', 'watch', { filter: 'indexed' });
  assert.deepEqual(
    groups.map(({ value, evaluateName }) => [value, evaluateName]),
    [
      ["'a'", '(match)[0]'],
      ["'a'", '(match)[1]'],
      ['None', '(match)[2]'],
    ],
  );
  const [released] = await inside(program, 'released');
  assert.match(released?.value ?? '', /^len\(\) raised ValueError: .* released/);
  await program.close();
});

test('D28: fields that are written in C are set where they can be', async () => {
  const program = await StoppedProgram.at('fields_in_c.py', 'look');
  const set = async (expression: string, name: string, value: string, context = 'watch') => {
    const { body } = await program.answer(expression, context);
    return program.set(body.variablesReference, name, value);
  };
  assert.equal(await set('error', 'errno', '13'), '13');
  assert.equal(await program.evaluate('error.errno'), '13');
  await set('error', 'args', '[1]');
  assert.equal(await program.evaluate('error.args'), '(1,)');
  assert.equal(await set('decoding', 'start', '3', 'hover'), '3');
  assert.match(await set('decoding', 'start', '"x"'), /TypeError/);
  assert.equal(await set('default', 'default_factory', 'dict'), "<class 'dict'>");
  assert.equal(await program.evaluate('default["new"]'), '{}');
  for (const [expression, name] of [
    ['part', 'start'],
    ['day', 'year'],
    ['number', 'real'],
    ['match', 'pos'],
    ['status', 'st_size'],
    ['bound', '__self__'],
    ['generator', 'gi_frame'],
  ] as const) {
    for (const context of ['watch', 'hover']) {
      const answer = await set(expression, name, '1', context);
      assert.match(answer, new RegExp(`^error: ${name} cannot be set: .*(readonly|not writable)`));
    }
  }
  await program.close();
});

async function inside(program: StoppedProgram, expression: string, context = 'watch') {
  const { body } = await program.answer(expression, context);
  return body.variablesReference === 0
    ? []
    : program.children(body.variablesReference, { filter: 'named' });
}
