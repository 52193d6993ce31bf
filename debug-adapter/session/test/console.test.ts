import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultVersion } from '../python/versions.ts';
import { StoppedProgram } from './stoppedProgram.ts';

test('D26: a selection may be indented, as a whole or but for its first line', async () => {
  const program = await StoppedProgram.at('console.py', 'work');
  const cases: [string, string][] = [
    ['    one = 1\n    one + number', '6'],
    ['\n        # a remark\n        if number:\n            one = 2\n        one', '2'],
    ['\tone = 3\n\tone', '3'],
    ['one = 4\n        one = one + 1\n        one', '5'],
    ['for n in local:\n            one = n\n        one * 2', '6'],
    ['    text = """a\n  b"""\n    text', "'a\\n  b'"],
    ['    number', '5'],
    ['    async def later():\n        return 7\n    await later()', '7'],
    ['if number:\n    one = 8\none', '8'],
  ];
  for (const [source, result] of cases) {
    assert.equal(await program.evaluate(source, 'repl'), result, source);
  }
  const nonsense = await program.evaluate('        a = 1\n    b = 2', 'repl');
  assert.match(nonsense, /IndentationError/);
  await program.close();
});

test("D27: functions made at the console have the module's variables, and the frame's", async () => {
  const program = await StoppedProgram.at('console.py', 'work', 'results');
  const typed = async (...lines: string[]) => {
    let last = '';
    for (const line of lines) last = await program.evaluate(line, 'repl');
    return last;
  };
  const bump = 'def bump():\n    global COUNT\n    COUNT += 1\n    return COUNT';
  assert.equal(await typed(bump, 'bump()', 'bump()', 'COUNT'), '2');
  assert.equal(
    await typed('def both(): return number, FACTOR', 'global FACTOR; FACTOR = 3', 'both()'),
    '(5, 3)',
  );
  assert.equal(await typed('def down(n): return n and n + down(n - 1)', 'down(4)'), '10');
  assert.equal(await typed('def add():\n  nonlocal number\n  number += 1\nadd()', 'number'), '6');
  assert.equal(
    await typed(
      'class Made:\n  size = len(local)\n  def get(self): return FACTOR, self.size',
      'Made().get()',
    ),
    '(3, 3)',
  );
  assert.equal(
    await typed('down.__qualname__, Made.__qualname__, Made.get.__qualname__'),
    "('down', 'Made', 'Made.get')",
  );
  assert.equal(
    await typed('total = 0\nfor n in local:\n  total += sum(n for _ in local)\ntotal'),
    '18',
  );
  assert.equal(await typed('[y := n for n in local if (lambda: n)()]', 'y'), '3');
  assert.equal(
    await typed('sorted(locals(), key=lambda name: name)[:3]'),
    "['Made', 'add', 'both']",
  );
  assert.equal(
    await typed('global made_global; made_global = (lambda: 1)()', 'globals()["made_global"]'),
    '1',
  );
  await typed(
    'handlers.append(lambda: FACTOR)',
    'handlers.append(bump)',
    'handlers += [Made().get, lambda: [FACTOR * n for n in local]]',
    'async def later(): return FACTOR + number',
  );
  assert.equal(await typed('await later()'), '9');
  await program.goOn();
  assert.equal(await program.evaluate('results'), '[10, 3, (10, 3), [10, 20, 30]]');
  assert.equal(await program.evaluate('COUNT'), '3');
  await program.close();
});

test('a local variable cannot be deleted, which is told as it is; all else can', async () => {
  const program = await StoppedProgram.at('console.py', 'work');
  const typed = async (...lines: string[]) => {
    let last = '';
    for (const line of lines) last = await program.evaluate(line, 'repl');
    return last;
  };
  const refused = (name: string) =>
    `error: Python cannot delete ${name}, a local variable of a function that runs: ` +
    'set it to None instead.';
  const cases: [string, string | RegExp][] = [
    ['del number', refused('number')],
    ['del local, text', refused('local')],
    ['del (local, text)', refused('local')],
    ['made = 1; del made, text', refused('text')],
    ['made', "error: NameError: name 'made' is not defined"],
    ['    if number:\n        del text', refused('text')],
    ['for number in (7, 8): del number', refused('number')],
    ['number', '7'],
    ['del number; later = lambda: number', refused('number')],
    ['later()', '7'],
    ['def clear():\n  nonlocal text\n  del text\nclear()', refused('text')],
    ['text', "'kept'"],
    ['async def wait(): pass\nawait wait(); del text', refused('text')],
    ['del nothing', "error: NameError: name 'nothing' is not defined"],
    ['del nothing; (lambda: nothing)', "error: NameError: name 'nothing' is not defined"],
    ['class Body:\n  del text', "error: NameError: name 'text' is not defined"],
    ['def other():\n  text = 1; del text; return text\nother()', /UnboundLocalError/],
    ['del text; text = "again"; (lambda: text)()', refused('text')],
    ['del local[0]; local', '[2, 3]'],
    ['later.mark = 1; del later.mark; hasattr(later, "mark")', 'False'],
    ['global COUNT; del COUNT', ''],
    ['COUNT', "error: NameError: name 'COUNT' is not defined"],
    ['one = 1; del one', ''],
    ['one', "error: NameError: name 'one' is not defined"],
    ['import sys as number; number.__name__', "'sys'"],
    ['with memoryview(b"a") as number: pass\nnumber = number.nbytes if 0 else 5', ''],
    ['for number in range(4): pass\nnumber', '3'],
    // The language deletes the variable that holds an exception.
    [
      'try: 1 / 0\nexcept ZeroDivisionError as text: kind = type(text)\nkind, text',
      /ZeroDivisionError'>, None/,
    ],
    ['try: 1 / 0\nexcept Exception as text: named = lambda: text\nnamed(), text', '(None, None)'],
    ['try: 1 / 0\nexcept Exception as fresh: pass\nfresh', /NameError: name 'fresh'/],
  ];
  for (const [source, result] of cases) {
    const answer = await typed(source);
    if (typeof result === 'string') assert.equal(answer, result, source);
    else assert.match(answer, result, source);
  }
  await program.look(undefined, 1);
  assert.equal(
    await typed('del FACTOR', 'FACTOR'),
    "error: NameError: name 'FACTOR' is not defined",
  );
  await program.close();
});

test('an await beside functions that set variables of the frame', async () => {
  const program = await StoppedProgram.at('console.py', 'work');
  const wait = 'async def wait(it): return it\n';
  const set = (value: string) => `def g():\n  nonlocal number\n  number = ${value}\n`;
  const cases: [string, string][] = [
    [`${wait}${set('8')}await wait(1); g(); number`, '8'],
    [`${set('9')}await wait(1)\ng(); number`, '9'],
    [`${set('10')}await wait(g()); number`, '10'],
    [`${set('11')}@await wait(lambda it: it())\ndef h(): g()\nh, number`, '(None, 11)'],
    [
      `${set('12')}def h(n=await wait(3)):\n  g(); return n\nwaited = h(); waited, number`,
      '(3, 12)',
    ],
    ['async def each():\n  for n in local: yield n', ''],
    [`${set('13')}total = [n async for n in each()]; g(); number, total`, '(13, [1, 2, 3])'],
    [`${set('n')}async for n in each(): pass\ng(); number`, '3'],
    [
      `class S:\n  def set(self):\n    nonlocal text\n    text = 1\nawait wait(S().set()); text`,
      '1',
    ],
    // Without one, nothing waits.
    [`${set('14')}g(); number`, '14'],
    ['async def h():\n  nonlocal number\n  number = await wait(15)\nkept = h(); number', '14'],
    ['await kept; number', '15'],
    [
      'def g():\n  nonlocal nowhere\nawait wait(1)',
      "error: SyntaxError: no binding for nonlocal 'nowhere' found (<debug console>, line 2)",
    ],
  ];
  for (const [source, result] of cases) {
    assert.equal(await program.evaluate(source, 'repl'), result, source);
  }
  await program.close();
});

test('D30: the console leaves the focus where it is, unless it switches', async () => {
  const capabilities = { supportsInvalidatedEvent: true };
  const program = await StoppedProgram.with({ capabilities }, 'console.py', 'work');
  await program.look('sleeper');
  const areas = async () => (await program.client.event('invalidated')).areas;
  await program.evaluate('mine = "changed"', 'repl');
  assert.deepEqual(await areas(), ['variables']);
  assert.equal(await program.evaluate('mine'), "'changed'");
  await program.setExpression('mine', '"again"');
  assert.deepEqual(await areas(), ['variables']);
  await program.evaluate('greenlet(len)', 'repl');
  assert.deepEqual(await areas(), ['variables']);
  await program.evaluate('greenlet(lambda: main.switch(1)).switch()', 'repl');
  assert.deepEqual(await areas(), ['threads', 'stacks', 'variables']);
  await program.evaluate('sleeping.switch()', 'repl');
  assert.deepEqual(await areas(), ['threads', 'stacks', 'variables']);
  await program.close();
});

test('what is typed has none of the imports from __future__ of the debugger', async () => {
  const program = await StoppedProgram.at('console.py', 'work');
  // From 3.14 on, annotations are there only once somebody asks for them (PEP 649).
  const annotations = defaultVersion() === '3.13' ? '"__annotations__"]' : '"__annotate__"](1)';
  const cases: [string, string][] = [
    ['def f(a: int) -> "str": pass\nf.__annotations__', "{'a': <class 'int'>, 'return': 'str'}"],
    ['class A:\n  y: int = 1\nA.__annotations__', "{'y': <class 'int'>}"],
    [
      'class B:\n  y: undefined_name\nB.__annotations__',
      "error: NameError: name 'undefined_name' is not defined",
    ],
    ['import sys; eval("sys._getframe().f_code.co_flags") & 0x1000000', '0'],
    [`v = {}; exec("z: float = 1", v); v[${annotations}`, "{'z': <class 'float'>}"],
    [`(lambda: eval("__import__('sys')._getframe().f_code.co_flags") & 0x1000000)()`, '0'],
    ['async def g(a: int): return g.__annotations__\nawait g(1)', "{'a': <class 'int'>}"],
  ];
  for (const [source, result] of cases) {
    assert.equal(await program.evaluate(source, 'repl'), result, source);
  }
  await program.look(undefined, 1);
  assert.equal(
    await program.evaluate(`x: int = 1; globals()[${annotations}`, 'repl'),
    "{'x': <class 'int'>}",
  );
  await program.close();
});

test('an await is typed in a program whose own module is called asyncio', async () => {
  const program = await StoppedProgram.at('own_asyncio/countdown.py', 'counts');
  const typed = 'async def seven():\n    return 7\nawait seven()';
  assert.equal(await program.evaluate(typed, 'repl'), '7');
  await program.close();
});
