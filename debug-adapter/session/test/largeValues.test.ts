import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StoppedProgram } from './stoppedProgram.ts';

test('D23: a page of variables asks for the texts on it, and for no others', async () => {
  const program = await StoppedProgram.at('large_values.py', 'look');
  const page = { filter: 'indexed', start: 3_000, count: 50 };
  const costs: [string, number, number][] = [];
  for (;;) {
    const name = await program.evaluate('name');
    await program.evaluate('globals().update(ASKED=0)');
    const locals = await program.children(await program.scope());
    const row = Number(await program.evaluate('ASKED'));
    const value = locals.find(variable => variable.name === 'value');
    assert.ok(value);
    await program.evaluate('globals().update(ASKED=0)');
    if (value.variablesReference > 0) {
      await program.children(value.variablesReference, value.indexedVariables ? page : {});
    }
    costs.push([name, row, Number(await program.evaluate('ASKED'))]);
    if (name === "'nested'") break;
    await program.goOn();
  }
  assert.equal(costs.length, 27);
  for (const [name, row, inside] of costs) {
    assert.ok(row > 0, `${name}: no text`);
    assert.ok(row <= 200, `${name}: ${row} texts for its own`);
    assert.ok(inside <= 1_200, `${name}: ${inside} texts for a page`);
  }
  await program.close();
});

test('D24: of two keys that look alike, the one that is chosen is set', async () => {
  const program = await StoppedProgram.at('odd_mappings.py', 'look');
  const names = async (expression: string, page = {}) => {
    const { body } = await program.answer(expression);
    const children = await program.children(body.variablesReference, page);
    return { reference: body.variablesReference, names: children.map(({ name }) => name) };
  };
  const twins = await names('twins');
  assert.deepEqual(twins.names, ['[twin]', '[twin] #2', '[twin] #3']);
  assert.equal(await program.set(twins.reference, '[twin] #2', "'changed'"), "'changed'");
  assert.equal(await program.evaluate('list(twins.values())'), "[1, 'changed', 3]");
  // Known by no earlier request.
  const fresh = (await program.answer('twins')).body.variablesReference;
  assert.equal(await program.set(fresh, '[twin] #3', '33'), '33');
  assert.equal(await program.evaluate('list(twins.values())'), "[1, 'changed', 33]");
  const long = await names('long_keys', { filter: 'indexed', start: 1, count: 1 });
  const rest = await program.children(long.reference, { filter: 'indexed', start: 0, count: 1 });
  assert.notEqual(rest[0]?.name, long.names[0]);
  await program.set(long.reference, long.names[0] as string, '22');
  await program.set(long.reference, rest[0]?.name as string, '11');
  assert.equal(await program.evaluate('list(long_keys.values())'), '[11, 22]');
  await program.close();
});

test('D25: evaluateName gives the very value again, or there is none', async () => {
  const program = await StoppedProgram.at('odd_mappings.py', 'look');
  const locals = await program.children(await program.scope());
  const globals = await program.children(await program.scope('Globals'));
  const named = [...locals, ...globals];
  let without = 0;
  for (const expression of [
    'keys',
    'odd',
    'lru',
    'counting',
    'holder',
    'globals()',
    'next(numbers)',
  ]) {
    for (const context of ['watch', 'hover']) {
      const { body } = await program.answer(expression, context);
      if (body?.variablesReference > 0)
        named.push(...(await program.children(body.variablesReference)));
    }
  }
  for (const { name, value, evaluateName } of named) {
    if (evaluateName === undefined) without++;
    else assert.equal(await program.evaluate(evaluateName), value, `${name}: ${evaluateName}`);
  }
  const names = new Map(named.map(({ name, evaluateName }) => [name, evaluateName]));
  assert.equal(names.get("['plain']"), "(keys)['plain']");
  assert.equal(names.get("[(1, 'a')]"), "(keys)[(1, 'a')]");
  for (const name of ['[<Color.RED: 1>]', '[inf]', '[nan]', 'class', 'two words']) {
    assert.ok(names.has(name), name);
  }
  for (const name of ['[<Color.RED: 1>]', '[inf]', '[nan]', 'class', 'two words']) {
    assert.equal(names.get(name), undefined, name);
  }
  // A global variable that a local one hides.
  const [hidden] = globals.filter(({ name }) => name === 'keys');
  assert.equal(hidden?.evaluateName, undefined);
  assert.equal(await program.evaluate('lru.moved, counting'), '(0, count(0))');
  assert.ok(without > 5);
  await program.close();
});

test('D31: what cannot be listed is told by one child', async () => {
  const program = await StoppedProgram.at('odd_mappings.py', 'body', 'look');
  const [only, ...others] = await program.children(await program.scope());
  assert.deepEqual(others, []);
  assert.equal(only?.name, 'cannot be listed');
  assert.match(only?.value ?? '', /AttributeError: .*keys/);
  assert.equal(await program.evaluate('first + 1'), '2');
  assert.equal(await program.evaluate('[first + n for n in (1, 2)]'), '[2, 3]');
  assert.equal(await program.evaluate('(lambda: first)()'), '1');
  assert.equal(await program.evaluate('second = first + 1\nsecond', 'repl'), '2');
  assert.match(await program.evaluate('first', 'hover'), /code of the program/);
  await program.goOn();
  const children = async (expression: string) =>
    (await program.inside(expression)).map(({ name, value }) => `${name}: ${value}`);
  assert.deepEqual(await children('broken'), ['cannot be listed: ValueError: no items']);
  assert.deepEqual(await children('half'), [
    "['a']: 1",
    'cannot be listed: SystemExit: in the middle',
  ]);
  await program.close();
});

test('D31: a collection that cannot be counted shows what it holds, or says why not', async () => {
  const program = await StoppedProgram.at('odd_lengths.py', 'look');
  await program.evaluate('ASKED.clear()');
  const shown = async (expression: string, page = {}) =>
    (await program.inside(expression, 'watch', page)).map(({ name, value }) => `${name}: ${value}`);
  const two = ["[0]: 'a'", "[1]: 'b'"];
  const held: [string, string[]][] = [
    ["failing['list']", two],
    ["failing['tuple']", two],
    ["failing['deque']", two],
    ["failing['bytes']", ['[0]: 97', '[1]: 98']],
    ["failing['array']", ['[0]: 1', '[1]: 2']],
    ["failing['set']", ["[0]: 'a'"]],
    ["failing['frozenset']", ["[0]: 'a'"]],
    ["failing['dict']", ["['a']: 1"]],
    ["failing['ordered']", ["['b']: 2", "['a']: 1"]],
    ['negative', two],
    ['textual', ["['a']: 1"]],
    ['endless', two],
    ['longer', two],
    ['shorter', ["['a']: 1", "['b']: 2"]],
  ];
  for (const [expression, members] of held) {
    const { body } = await program.answer(expression);
    assert.equal(body.indexedVariables, members.length, expression);
    const children = await shown(expression, { filter: 'indexed' });
    assert.deepEqual(children, members, expression);
    const named = await shown(expression, { filter: 'named' });
    assert.equal(named.length, body.namedVariables, expression);
    assert.deepEqual(await shown(expression, { filter: 'indexed', start: 1 }), members.slice(1));
    for (const child of await program.inside(expression)) {
      if (child.evaluateName === undefined) continue;
      assert.equal(await program.evaluate(child.evaluateName), child.value, child.evaluateName);
    }
  }
  const page = { filter: 'indexed', start: 498, count: 100 };
  assert.deepEqual(await shown('large', page), ['[498]: 498', '[499]: 499']);
  const { variablesReference } = (await program.answer("failing['list']")).body;
  assert.equal(await program.set(variablesReference, '[1]', '"new"'), "'new'");
  assert.deepEqual(await shown("failing['list']"), ["[0]: 'a'", "[1]: 'new'"]);
  assert.equal((await program.answer('empty')).body.variablesReference, 0);
  // All of it without asking how long they say that they are.
  assert.equal(await program.evaluate('ASKED'), '[]');

  const failed = 'cannot be listed: len() raised ValueError: no length';
  const told: [string, string[]][] = [
    ['user_dict', [failed, "data: {'a': 1}"]],
    ['chain', [failed, "maps: [{'a': 1}]", 'parents: ']],
    ['given', ['cannot be listed: len() raised NotImplementedError: ']],
    ['hidden', ['cannot be listed: RuntimeError: nothing behind it']],
    [
      'longer_user_dict',
      ["['a']: 1", 'cannot be listed: len() is 5, but there are no more', "data: {'a': 1}"],
    ],
    [
      'shorter_user_dict',
      ["['a']: 1", '…: more than 1, which is what len() is', "data: {'a': 1, 'b': 2}"],
    ],
    ['bag', ["[0]: 'a'", 'cannot be listed: len() is 3, but there are no more', "members: ('a',)"]],
    ['row', ['first: 1']],
    ['user_list', ["data: ['a', 'b']"]],
    // Classes that have more of their own than a length are believed.
    ['computed', ['[0]: 0', '[1]: 10']],
    ['union', ["['a']: 1", "['b']: 2", "parts: ({'a': 1}, {'b': 2})"]],
    ['stubborn', two],
  ];
  for (const [expression, children] of told) {
    assert.deepEqual(await shown(expression), children, expression);
    const { indexedVariables, namedVariables } = (await program.answer(expression)).body;
    const named = await shown(expression, { filter: 'named' });
    const counted = indexedVariables === undefined ? undefined : named.length;
    assert.equal(namedVariables, counted, expression);
  }
  await program.close();
});

test('as many rows are told as there are, and no code of the program counts them', async () => {
  const wishes = [
    {},
    { special: 'hide', function: 'inline', class: 'hide', protected: 'group' },
    { special: 'inline', function: 'hide', class: 'inline', protected: 'hide' },
  ];
  for (const variablePresentation of wishes) {
    const configuration = { variablePresentation };
    const program = await StoppedProgram.with({ configuration }, 'counted_rows.py', 'look');
    for (const [group, context] of [
      ['members', 'watch'],
      ['members', 'hover'],
      ['others', 'watch'],
      ['others', 'hover'],
    ] as const) {
      const rows = await program.inside(group, context);
      const ofAsked = rows.find(({ name }) => name === "['asked']");
      // The program's own code is asked for an attribute when that is shown.
      const run = await program.evaluate('[it for it in RUN if not it.startswith("_")]');
      assert.equal(run, '[]', `${group} ${context}`);
      assert.equal(ofAsked === undefined, group === 'others');
      for (const { name, variablesReference: reference, ...told } of rows) {
        if (reference === 0) continue;
        const what = `${name} ${context} ${JSON.stringify(variablePresentation)}`;
        const { indexedVariables, namedVariables } = told;
        const indexed = await program.children(reference, { filter: 'indexed' });
        const named = await program.children(reference, { filter: 'named' });
        const all = await program.children(reference);
        assert.equal(all.length, indexed.length + named.length, what);
        const isCounted = indexed.length > 0;
        assert.ok(isCounted || group === 'others' || context === 'hover', what);
        assert.equal(indexedVariables, isCounted ? indexed.length : undefined, what);
        assert.equal(namedVariables, isCounted ? named.length : undefined, what);
        const page = { filter: 'named', start: 1, count: 2 };
        const names = (await program.children(reference, page)).map(child => child.name);
        assert.deepEqual(
          names,
          named.slice(1, 3).map(child => child.name),
          what,
        );
        const failed = all.filter(child => child.name === 'cannot be listed');
        assert.equal(failed.length, name === "['endless']" && context === 'watch' ? 1 : 0, what);
      }
      await program.evaluate('RUN.clear()');
    }
    await program.close();
  }
});
