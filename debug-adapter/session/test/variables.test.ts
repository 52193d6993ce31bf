import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Conversation } from './conversation.ts';
import { StoppedProgram } from './stoppedProgram.ts';

test('shows values of every kind, in active and suspended continuations', async () => {
  const talk = await Conversation.stoppedAt('values.py', 'values');
  await talk.variables(undefined, 2);
  await talk.variables('sleeper', 2);
  await talk.finish();
  talk.assertGolden('variables');
});

test('shows what a greenlet is doing', async () => {
  const talk = await Conversation.stoppedAt('values.py', 'values', 'awake');
  await talk.inside('sleeping');
  await talk.go('continue');
  await talk.inside('sleeping');
  await talk.inside('greenlet(print)');
  await talk.finish();
  talk.assertGolden('greenlet values');
});

test('fetches members of a sequence by pages', async () => {
  const talk = await Conversation.stoppedAt('values.py', 'values');
  const frameId = await talk.frameId();
  const numbers = await talk.client.request('evaluate', { expression: 'numbers', frameId });
  assert.equal(numbers.indexedVariables, 120);
  const page = await talk.client.request('variables', {
    variablesReference: numbers.variablesReference,
    filter: 'indexed',
    start: 50,
    count: 2,
  });
  assert.deepEqual(
    page.variables.map(({ name, value, evaluateName }: Record<string, string>) => [
      name,
      value,
      evaluateName,
    ]),
    [
      ['[50]', '50', '(numbers)[50]'],
      ['[51]', '51', '(numbers)[51]'],
    ],
  );
  await talk.client.close();
});

test('changes variables, members and attributes where they live', async () => {
  const talk = await Conversation.stoppedAt('values.py', 'values');
  const set = async (expression: string | undefined, name: string, value: string) => {
    const frameId = await talk.frameId(expression === 'sleeper' ? 'sleeper' : undefined);
    const reference =
      expression === undefined || expression === 'sleeper'
        ? (await talk.client.request('scopes', { frameId })).scopes[0].variablesReference
        : (await talk.client.request('evaluate', { expression, frameId })).variablesReference;
    const args = { variablesReference: reference, name, value };
    const response = await talk.client.send('setVariable', args);
    const answer = response.success ? response.body.value : `error: ${response.message}`;
    talk.say(`set ${expression ?? ''} ${name} to ${value}: ${answer}`);
  };
  await set(undefined, 'number', 'number + 1');
  await set('numbers', '[0]', "'changed'");
  await set('table', "['a']", '[]');
  await set('point', 'x', '-1');
  await set('sleeper', 'total', '1000');
  await set('pair', '[0]', '0');
  await set(undefined, 'number', 'nonsense(');
  await talk.evaluate('point.x');
  await talk.finish();
  talk.assertGolden('set variables');
});

test('evaluates in any frame of any continuation', async () => {
  const talk = await Conversation.stoppedAt('values.py', 'values');
  await talk.evaluate('number * 2');
  await talk.evaluate('[n + number for n in pair]');
  await talk.evaluate('total + len(names)', 'sleeper');
  await talk.evaluate('sleeping', 'main');
  await talk.evaluate('unknown');
  await talk.evaluate('1 +');
  await talk.evaluate('number = 7', undefined, 'watch');
  await talk.evaluate('number = 7', undefined, 'repl');
  await talk.evaluate('fresh = number', undefined, 'repl');
  await talk.evaluate('fresh', undefined, 'repl');
  await talk.evaluate('for n in pair:\n    print("pair", n)\n', undefined, 'repl');
  await talk.evaluate('total = 1', 'sleeper', 'repl');
  await talk.finish();
  talk.assertGolden('evaluate');
});

test('a frame of one stop is not taken for a frame of the next', async () => {
  const talk = await Conversation.stoppedAt('pingpong.py', 'ping_switch');
  const frameId = await talk.frameId('ping');
  await talk.go('next');
  await talk.frameId('ping');
  const answer = await talk.client.send('scopes', { frameId });
  assert.equal(answer.message, 'This frame is not there any more.');
  await talk.client.close();
});

test('D34: greenlets carry the names of their threads, wherever they are shown', async () => {
  const program = await StoppedProgram.at('values.py', 'values');
  const text = /^<sleeper \(g1\): suspended, greenlet\.greenlet object at 0x\w+>$/;
  assert.match(await program.evaluate('sleeping'), text);
  assert.match(await program.evaluate('sleeping', 'hover'), text);
  assert.match(await program.evaluate('[sleeping]'), /^\[<sleeper \(g1\)/);
  assert.match(await program.evaluate('getcurrent()'), /^<main: running, /);
  assert.match(await program.evaluate('greenlet(print)'), /^<print: pending, /);
  const globals = await program.children(await program.scope('Globals'));
  assert.match(globals.find(({ name }) => name === 'sleeping')?.value ?? '', text);
  await program.close();
});

test('D37: no number of variables is used for others at the next stop', async () => {
  const program = await StoppedProgram.at('values.py', 'values', 'changed');
  const before = await program.scope();
  const inner = (await program.answer('numbers')).body.variablesReference;
  await program.goOn();
  const after = [await program.scope(), (await program.answer('table')).body.variablesReference];
  for (const reference of [before, inner]) {
    assert.ok(!after.includes(reference));
    const answer = await program.client.send('variables', { variablesReference: reference });
    assert.equal(answer.message, 'These variables are not there any more.');
  }
  await program.close();
});

test('D38: what is below a label, and the label itself, has no variables, which is no error', async () => {
  const program = await StoppedProgram.at('values.py', 'values');
  const frames = await program.talk.frames(await program.talk.threadId('sleeper'));
  const label = frames.findIndex(({ presentationHint }) => presentationHint === 'label');
  assert.ok(label > 0 && label < frames.length - 1);
  for (const { id } of frames.slice(label)) {
    const { scopes } = await program.client.request('scopes', { frameId: id });
    assert.deepEqual(scopes, []);
  }
  await program.close();
});

test('D39: local variables are those of some lines', async () => {
  const program = await StoppedProgram.at('ranges.py', 'method', 'inner', 'lambda', 'module');
  const found = [];
  for (let stop = 0; stop < 5; stop++) {
    if (stop > 0) await program.goOn();
    const { scopes } = await program.client.request('scopes', { frameId: program.frameId });
    const [{ source, line, column, endLine, endColumn }] = scopes;
    found.push([source.name, line, column, endLine, endColumn]);
    for (const scope of scopes.slice(1)) assert.equal(scope.line, undefined);
  }
  assert.deepEqual(found, [
    ['ranges.py', 1, 1, 19, 23],
    ['ranges.py', 5, 1, 11, 20],
    ['ranges.py', 7, 1, 8, 36],
    ['ranges.py', 14, 1, 14, 28],
    ['ranges.py', 1, 1, 19, 23],
  ]);
  await program.close();
});
