import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StoppedProgram } from './stoppedProgram.ts';

test('D29: a suspended greenlet has context variables of its own, which can be set', async () => {
  const program = await StoppedProgram.at('context_values.py', 'look');
  let printed = '';
  program.client.onMessage(message => {
    if (message.type === 'event' && 'event' in message && message.event === 'output') {
      printed += message.body.output;
    }
  });
  const set = async (name: string, value: string) =>
    program.set(await program.scope('Context variables'), name, value);
  assert.equal(await program.evaluate('request.get()'), "'of main'");
  await program.look('sleeper');
  assert.equal(await program.evaluate('request.get()'), "'of the sleeper'");
  assert.equal(
    await program.evaluate('[request.get() for _ in "x"]', 'repl'),
    "['of the sleeper']",
  );
  assert.equal(await set('request', '"changed " + request.get()[7:]'), "'changed sleeper'");
  const twins = await program.children(await program.scope('Context variables'));
  assert.deepEqual(twins.map(({ name }) => name).sort(), ['request', 'same name', 'same name #2']);
  const twin = twins.find(({ value }) => value === '2')?.name as string;
  assert.equal(await set(twin, '22'), '22');
  assert.equal(await program.evaluate('first.get(), second.get()'), '(1, 22)');
  await program.look('in_a_copy');
  assert.equal(await program.evaluate('request.get()'), "'of the entered one'");
  assert.equal(await set('request', '"set from outside"'), "'set from outside'");
  await program.look('bare');
  assert.equal(await program.evaluate('request.get()'), "'none'");
  await program.evaluate('request.set("given")', 'repl');
  assert.equal(await program.evaluate('request.get()'), "'given'");
  await program.look('main');
  assert.equal(await program.evaluate('request.get()'), "'of main'");
  assert.equal(await set('request', '"new in main"'), "'new in main'");
  await program.talk.finish();
  assert.equal(
    printed,
    'here\nsleeper has changed sleeper 1 22\nentered has set from outside\nbare has given\nmain has new in main\n',
  );
});
