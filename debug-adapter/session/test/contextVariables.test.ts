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

/** The innermost frame of a function on a thread's stack. */
async function lookAt(program: StoppedProgram, thread: string, functionName: string) {
  const frames = await program.talk.frames(await program.talk.threadId(thread));
  await program.look(
    thread,
    frames.findIndex(({ name }) => name === functionName),
  );
}

const UNKNOWN =
  'error: Python tells the context variables of a thread to that thread alone: let the program stop in it.';

for (const [thread, functionName] of [
  ['waiter', 'wait'],
  ['loop', 'task'],
] as const) {
  test(`D29: context variables of another thread, ${thread}, are not those of the stopped one`, async () => {
    const program = await StoppedProgram.at('contexts_of_threads.py', 'begun');
    const printed = new Promise<string>(resolve => {
      let text = '';
      program.client.onMessage(message => {
        const { event, body } = message as { event?: string; body?: { output: string } };
        if (event === 'output') text += body?.output;
        if (event === 'terminated') resolve(text);
      });
    });
    await lookAt(program, thread, functionName);
    assert.equal(await program.scope('Context variables'), undefined);
    for (const [expression, context] of [
      ['request.get()', 'watch'],
      ['f"{request.get()}"', 'clipboard'],
      ['request.get("other")', 'repl'],
      ['variables["request"].get()', 'repl'],
      ['[Page.shown.get() for _ in "x"]', 'watch'],
      ['read()', 'watch'],
      ['contextvars.copy_context()', 'watch'],
      ['token = request.set("set from outside")', 'repl'],
      ['  request.set(1)\n  request.get()', 'repl'],
      // What code that is called asks for.
      ['current_user()', 'watch'],
      ['[current_user() for _ in "x"]', 'repl'],
    ] as const) {
      assert.equal(await program.evaluate(expression, context), UNKNOWN, expression);
    }
    assert.equal(await program.setExpression('variables["x"]', 'request.get()'), UNKNOWN);
    // Whatever runs there changes nothing of the thread that has stopped.
    assert.equal(await program.evaluate('change()', 'repl'), '7');
    assert.equal(await program.evaluate('request.name + "!"'), "'request!'");
    assert.equal(await program.evaluate('len({}.get("request", "ab"))'), '2');
    if (functionName === 'wait') {
      const locals = await program.scope();
      const shown = await program.children(locals);
      assert.match(String(shown.find(({ name }) => name === 'page')?.value), /LookupError/);
      assert.equal(await program.set(locals, 'number', 'request.get()'), UNKNOWN);
      assert.equal(await program.set(locals, 'number', 'number + 1'), '42');
    }
    await program.look('main');
    assert.equal(await program.evaluate('request.get()'), "'of main'");
    assert.equal(await program.evaluate('current_user()'), "'user of main'");
    await program.talk.finish();
    assert.match(await printed, /^main has of main user of main 28$/m);
    assert.match(await printed, /^waiter has of waiter user of waiter False \d+$/m);
    assert.match(await printed, /^task has of task user of task$/m);
  });
}

test('D29: where another thread has stopped, nobody tells the context variables of the main one', async () => {
  const program = await StoppedProgram.at('contexts_of_threads.py', 'waits');
  assert.equal(await program.evaluate('request.get()'), "'of waiter'");
  assert.notEqual(await program.scope('Context variables'), undefined);
  await lookAt(program, 'main', '<module>');
  assert.equal(await program.scope('Context variables'), undefined);
  for (const expression of ['request.get()', 'user.set(1)', 'current_user()']) {
    assert.equal(await program.evaluate(expression, 'repl'), UNKNOWN, expression);
  }
  await program.close();
});

test('D29: names of frames that show values find none of the stopped thread in another one', async () => {
  const program = await StoppedProgram.at('contexts_of_threads.py', 'begun');
  const names = async (thread: string): Promise<string> => {
    const { stackFrames } = await program.client.request('stackTrace', {
      threadId: await program.talk.threadId(thread),
      format: { parameters: true, parameterValues: true },
    });
    return stackFrames.map(({ name }: { name: string }) => name).join();
  };
  assert.match(await names('waiter'), /wait\(<Page whose repr\(\) raised LookupError/);
  await program.close();
});
