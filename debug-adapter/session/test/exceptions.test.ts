import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { Conversation } from './conversation.ts';
import { Program } from './program.ts';
import { runToEnd } from './stops.ts';

async function sayExceptionInfo(talk: Conversation): Promise<void> {
  const info = await talk.client.request('exceptionInfo', { threadId: 1 });
  talk.say(`${info.exceptionId} (${info.breakMode}): ${info.description}`);
  for (const inner of info.details.innerException) {
    talk.say(`  because of ${inner.fullTypeName}: ${inner.message}`);
  }
}

test('stops where exceptions are raised', async () => {
  const talk = await Conversation.launch('exceptions.py');
  await talk.run(['raised']);
  await talk.stopped();
  await sayExceptionInfo(talk);
  await talk.go('continue');
  await sayExceptionInfo(talk);
  await talk.finish();
  talk.assertGolden('raised exceptions');
});

test('the first exception is one of the program, not of the interpreter on its way to it', async () => {
  const { file } = new Program('exceptions.py');
  for (const configuration of [
    {},
    { program: undefined, module: 'exceptions', cwd: path.dirname(file) },
  ]) {
    const talk = await Conversation.launch('exceptions.py', {
      justMyCode: false,
      ...configuration,
    });
    await talk.run(['raised']);
    const { threadId } = await talk.client.event('stopped');
    const files = (await talk.frames(threadId)).map(frame => frame.source?.path);
    assert.ok(files.includes(file), String(files));
    await talk.client.close();
  }
});

test('stops at an exception that nobody handles, with the stack that raised it', async () => {
  const talk = await Conversation.launch('exceptions.py');
  await talk.run(['uncaught']);
  await talk.stopped();
  await sayExceptionInfo(talk);
  const [thread] = (await talk.client.request('threads')).threads;
  const frames = await talk.frames(thread.id);
  const worker = frames.find(frame => frame.name === 'worker');
  const { result } = await talk.client.request('evaluate', {
    expression: 'local',
    frameId: worker?.id,
  });
  talk.say(`local in worker: ${result}`);
  await talk.finish();
  talk.assertGolden('uncaught exception');
});

test('stops where an exception leaves a greenlet, or the code of the user', async () => {
  const talk = await Conversation.launch('crossing.py');
  await talk.run(['crossing', 'userUnhandled', 'uncaught']);
  await talk.stopped();
  await talk.exceptionInfo();
  await talk.go('continue');
  await talk.exceptionInfo();
  await talk.go('continue');
  await talk.exceptionInfo();
  await talk.finish();
  talk.assertGolden('exceptions that leave');
});

test('D45: an exception that leaves the code of the user is shown there, whoever raised it', async () => {
  const talk = await Conversation.launch('cancelled.py');
  await talk.run(['userUnhandled']);
  for (const marker of ['sleeps', 'loads']) {
    const { threadId } = await talk.client.event('stopped');
    const [top] = await talk.frames(threadId);
    assert.equal(top?.source?.name, 'cancelled.py');
    assert.equal(top?.line, talk.program.line(marker));
    await talk.client.request('continue', { threadId });
  }
  await talk.ended();
});

test('filters of exceptions have conditions, and options choose classes', async () => {
  const talk = await Conversation.launch('crossing.py');
  await talk.run([{ filterId: 'raised', condition: "'parent' in str(exception)" }]);
  await talk.stopped();
  await talk.exceptionInfo();
  await talk.client.request('setExceptionBreakpoints', {
    filters: [],
    exceptionOptions: [
      { path: [{ names: ['Python'] }, { names: ['LookupError'] }], breakMode: 'always' },
    ],
  });
  await talk.go('continue');
  await talk.exceptionInfo();
  await talk.finish();
  talk.assertGolden('conditions of exceptions');
});

test('D18: a stop at a file that Python cannot read shows the line and what is wrong', async () => {
  const talk = await Conversation.launch('unreadable.py');
  await talk.run(['uncaught']);
  const stop = await talk.client.event('stopped');
  assert.match(stop.text, /^SyntaxError: invalid syntax \(unreadable\.py, line \d+\)$/);
  const { line, file } = { line: talk.program.line('fault'), file: talk.program.file };
  const [frame] = await talk.frames(stop.threadId);
  assert.deepEqual(
    [frame?.source?.path, frame?.line, frame?.column, frame?.presentationHint],
    [file, line, 'def function('.length + 1, undefined],
  );
  const { scopes } = await talk.client.request('scopes', { frameId: frame?.id });
  assert.deepEqual(scopes, []);
  const answer = await talk.client.send('evaluate', { expression: 'first', frameId: frame?.id });
  assert.match(answer.message ?? '', /Python could not read this line/);
  await talk.client.request('continue', { threadId: stop.threadId });
  await talk.ended();
});

test('D18: so does one at an import of such a file, above the frames', async () => {
  const talk = await Conversation.launch('importing_unreadable.py');
  await talk.run(['uncaught', 'raised']);
  const stops: string[][] = [];
  await runToEnd(talk, async (_, { threadId }) => {
    const frames = await talk.frames(threadId as number);
    stops.push(
      frames
        .filter(({ presentationHint }) => presentationHint !== 'subtle')
        .map(({ source, line }) => `${source?.name} ${line}`),
    );
  });
  const fault = `unreadable.py ${new Program('unreadable.py').line('fault')}`;
  assert.deepEqual(stops, [
    [fault, `importing_unreadable.py ${talk.program.line('first')}`],
    ['importing_unreadable.py 9'],
    [fault, `importing_unreadable.py ${talk.program.line('second')}`],
    [fault, `importing_unreadable.py ${talk.program.line('second')}`],
  ]);
});

test('D19: the sources of library frames stand back, so that an editor opens the user’s own', async () => {
  const talk = await Conversation.launch('in_library.py');
  await talk.run(['crossing']);
  const { threadId } = await talk.client.event('stopped');
  const hints = (await talk.frames(threadId)).map(({ name, source, presentationHint }) =>
    presentationHint === 'label' ? name : `${source?.name} ${source?.presentationHint}`,
  );
  assert.deepEqual(hints, [
    'decoder.py deemphasize',
    'decoder.py deemphasize',
    '__init__.py deemphasize',
    'in_library.py undefined',
    'created at',
    // These are past: they are no place to stand back from.
    'in_library.py undefined',
    'contextlib.py undefined',
    'contextlib.py undefined',
    'in_library.py undefined',
    'switched to by main',
    'in_library.py undefined',
  ]);
  await talk.client.request('continue', { threadId });
  await talk.ended();
});

test('D21: the text of an exception calls greenlets by their own names', async () => {
  const talk = await Conversation.launch('named_greenlets.py');
  await talk.run(['crossing', 'uncaught']);
  const texts: string[] = [];
  await runToEnd(talk, async (_, { threadId }) => {
    const { description } = await talk.client.request('exceptionInfo', { threadId });
    texts.push(description.split('\n\n')[1].replace(/ \(g\d+\)/g, ''));
  });
  assert.deepEqual(texts, [
    'Raised in inner one, which it ends. It is delivered to south, the parent of inner one; inner one was last switched to by south.',
    'Raised in inner one, which it ended; delivered to its parent.',
  ]);
});

for (const [way, markers, filters = ['uncaught']] of [
  ['by_the_module', ['<module> @module']],
  ['by_a_clause', ['by_a_clause @clause', '<module> @calls']],
  ['by_its_caller', ['by_a_clause @clause', 'by_its_caller @caller', '<module> @calls']],
  ['by_two_clauses', ['by_two_clauses @two', '<module> @calls']],
  ['by_clauses_in_clauses', ['by_clauses_in_clauses @inner', '<module> @calls']],
  ['by_the_rest', ['by_a_clause @raises', 'by_the_rest @rest', '<module> @calls']],
  ['by_tasks', ['group_of_tasks @tasks', 'by_tasks @runs', '<module> @calls']],
  ['by_a_thread', ['by_a_clause @clause']],
  ['by_a_greenlet', ['by_a_clause @clause', 'by_a_greenlet @switches', '<module> @calls']],
  // The others are those that switched to the greenlet.
  [
    'by_a_greenlet',
    ['by_a_clause @clause', 'by_a_greenlet @switches', '<module> @calls'],
    ['crossing'],
  ],
  ['by_hand', ['by_hand @by_hand', '<module> @calls']],
  // Once, though it leaves the user's code twice.
  [
    'through_libraries',
    ['by_a_clause @clause', 'clean @callback', 'through_libraries @leaves', '<module> @calls'],
    ['userUnhandled'],
  ],
] satisfies [string, string[], string[]?][]) {
  test(`D17, D18: a group that except* makes is shown where that stands, ${filters} ${way}`, async () => {
    const talk = await Conversation.launch('regrouped.py', { args: [way] });
    await talk.run(filters);
    const stacks: string[][] = [];
    await runToEnd(talk, async (_, { threadId }) => {
      const own = (await talk.frames(threadId as number)).filter(
        ({ presentationHint }) => presentationHint === undefined,
      );
      stacks.push(own.map(({ name, line }) => `${name} ${line}`));
    });
    assert.deepEqual(stacks, [
      markers.map(each => each.replace(/@(\w+)/, (_, marker) => `${talk.program.line(marker)}`)),
    ]);
  });
}
