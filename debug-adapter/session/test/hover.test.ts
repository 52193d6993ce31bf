import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StoppedProgram } from './stoppedProgram.ts';

test('D28: hovers show what C gives, and run no code of the program', async () => {
  const program = await StoppedProgram.at('hover.py', 'look');
  const shown: [string, string | RegExp][] = [
    ['point.x', '1'],
    ['day.year', '2024'],
    ['number.real', '7'],
    ['number.__class__', "<class 'int'>"],
    ['error.args[0]', "'bad'"],
    ['error.__cause__', 'None'],
    ['pair.first', '2'],
    ['instance.slot', "'stored'"],
    ['cls.__name__', "'LoudClass'"],
    ['look.__name__', "'look'"],
    ['look.__code__.co_name', "'look'"],
    ['part.stop', '2'],
    ['-point[0]', '-1'],
    ['loud.kept', '1'],
    ['color', '<Color.RED: 1>'],
    ['color._value_', '1'],
    ['path', "PurePosixPath('/tmp')"],
    ['ratio', 'Fraction(1, 3)'],
    ['day', 'datetime.date(2024, 2, 29)'],
    ['nested', /^\[<__main__\.Loud object at 0x\w+>, \{'a': \(<__main__\.Loud object/],
    ['table', /^<__main__\.LoudDict object at/],
    ["table['a']", /code of the program/],
    ["loud.inner['key'].kept", '1'],
    ["made['nothing']", /KeyError/],
    ['point', /^Point\(x=1, y=<__main__\.Loud object/],
    ['pair', /^Pair\(first=2, second=<__main__\.Loud object/],
    ['error', /^ValueError\('bad', <__main__\.Loud object/],
    ['method', /^<bound method Loud\.__repr__ of <__main__\.Loud object/],
    ['part', /^slice\(<__main__\.Loud object/],
    ['cls', "<class '__main__.LoudClass'>"],
    ['loud', /^<__main__\.Loud object/],
    ['loud.computed', /computed by code of the program/],
    ['owner.field', /computed by code of the program/],
    ['loud.nothing', /no attribute nothing/],
    ['len(point)', /runs no code/],
    ['asked[0]', /^<class '(\w+\.)?AskedClass'>$/],
    ['asked[0].__name__', "'AskedClass'"],
    ['asked[1]', /AskedClass object at/],
    ['asked[1].kept', '1'],
    ['asked[2]', '[1]'],
    ['asked[3]', "AskedError('bad')"],
    ['asked', /^\[<class '(\w+\.)?AskedClass'>, </],
    ['partial', "__main__.LoudPart(<class 'int'>, '7', base=8)"],
    ['file', /^<__main__\.LoudFile object at/],
    ['moment', /^<datetime\.datetime object at/],
    ['repeated', /^<itertools\.repeat object at/],
    ['static', /^<staticmethod object at/],
    ['reference', /^<weakref\.ReferenceType object at/],
    ['pattern', "re.compile('a+')"],
    ['stack', /: pending, __main__\.LoudGreenlet object at/],
    ['union', /^<(types\.UnionType|typing\.Union) object at/],
  ];
  for (const [expression, text] of shown) {
    const answer = await program.evaluate(expression, 'hover');
    if (typeof text === 'string') assert.equal(answer, text, expression);
    else assert.match(answer, text, expression);
  }
  // Editors look into what they show.
  for (const expression of [
    'nested',
    'table',
    'point',
    'pair',
    'error',
    'loud',
    'instance',
    'asked',
    'moment',
    'static',
  ]) {
    const children = await program.inside(expression, 'hover');
    assert.ok(children.length > 0, expression);
    for (const child of children) {
      if (child.variablesReference > 0 && !child.presentationHint?.lazy) {
        await program.children(child.variablesReference);
      }
    }
  }
  assert.equal(await program.evaluate('RUN'), '[]');
  await program.close();
});
