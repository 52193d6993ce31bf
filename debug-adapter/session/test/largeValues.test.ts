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
