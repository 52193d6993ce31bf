import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setDataBreakpoints } from './breakpointRequests.ts';
import { Conversation } from './conversation.ts';
import { outputOf, runToEnd } from './stops.ts';

test('stops where a local variable has changed, until its frame ends', async () => {
  const talk = await Conversation.stoppedAt('watched.py', 'work');
  await setDataBreakpoints(talk, { name: 'count' });
  await talk.go('continue');
  await talk.go('continue');
  await talk.go('continue');
  await talk.finish();
  talk.assertGolden('data breakpoint on a local variable');
});

test('stops for globals, attributes and items, whoever changes them', async () => {
  const talk = await Conversation.stoppedAt('watched.py', 'work');
  await setDataBreakpoints(
    talk,
    { name: 'total' },
    { name: 'box.content' },
    { name: 'slotted.value' },
    { name: 'items[1]' },
    { name: 'table["key"]' },
    { name: 'box' },
  );
  for (let stops = 0; stops < 7; stops++) await talk.go('continue');
  await talk.finish();
  talk.assertGolden('data breakpoints on all kinds of variables');
});

test('watches a variable of a suspended continuation, and what cannot be watched', async () => {
  const talk = await Conversation.stoppedAt('watched.py', 'work');
  await setDataBreakpoints(
    talk,
    { name: 'local', thread: 'sleeper', condition: 'local > 1' },
    { name: 'total', hitCondition: 'never' },
    { name: 'slotted.computed' },
    { name: 'missing' },
    { name: '1 +' },
    { name: 'add(1)' },
    { name: 'items[1:2]' },
    { name: 'work.attribute' },
  );
  await talk.go('continue');
  await talk.go('next');
  await talk.finish();
  talk.assertGolden('data breakpoint in a suspended continuation');
});

test('what cannot be watched is told of, however odd it is', async () => {
  const talk = await Conversation.stoppedAt('watched.py', 'work');
  const [frame] = await talk.frames(1);
  const deep = 3000;
  for (const [name, answer] of [
    [`${'('.repeat(deep)}total`, /This is no expression: .+/],
    [`total${'['.repeat(deep)}`, /This is no expression: .+/],
    ['missing.content', /^NameError: name 'missing' is not defined$/],
    ['items[missing]', /^NameError: name 'missing' is not defined$/],
    ['items[1 / 0]', /^ZeroDivisionError: /],
    ['exit().code', /^SystemExit/],
  ] as const) {
    const request = { name, frameId: frame?.id };
    const { message, body } = await talk.client.send('dataBreakpointInfo', request);
    assert.match(message ?? body.description, answer, name.slice(0, 40));
    assert.doesNotMatch(message ?? '', /fault of its own/);
  }
  await talk.client.close();
});

test('a step that ends where a variable has changed tells of both', async () => {
  const talk = await Conversation.stoppedAt('watched.py', 'work');
  await talk.go('next');
  await setDataBreakpoints(talk, { name: 'total' });
  for (let steps = 0; steps < 6; steps++)
    await talk.client.request('next', { threadId: 1 }).then(() => talk.client.event('stopped'));
  await talk.go('next');
  await talk.go('stepIn');
  await talk.go('next');
  await talk.evaluate('total');
  await setDataBreakpoints(talk);
  await talk.finish();
  talk.assertGolden('data breakpoint and step');
});

/** Watches variables of the top frame. @returns what is said of each. */
async function watch(talk: Conversation, frameId: number, name: string): Promise<string> {
  const { dataId } = await talk.client.request('dataBreakpointInfo', { name, frameId });
  const { breakpoints } = await talk.client.request('setDataBreakpoints', {
    breakpoints: [{ dataId }],
  });
  return breakpoints[0].verified ? 'set' : breakpoints[0].message;
}

test('D14: a program that takes tools of sys.monitoring gets them, and data is watched by others', async () => {
  const talk = await Conversation.launch('own_tools.py');
  await talk.setBreakpoints('begin', 'all_taken', 'all_free');
  const told = outputOf(talk, 'console');
  const printed = outputOf(talk, 'stdout');
  await talk.run();
  const answers: string[] = [];
  const stops = await runToEnd(talk, async ({ id, line }, { reason }) => {
    if (reason === 'breakpoint') answers.push(await watch(talk, id, 'total'));
    assert.notEqual(line, 0);
  });
  const noRoom =
    'The program has taken all tools of sys.monitoring, and breakpoints on data need one: free one of 1 to 4.';
  assert.deepEqual(answers, ['set', noRoom, 'set']);
  assert.deepEqual(told, [noRoom]);
  const counted = `count ${talk.program.line('counted')}`;
  assert.deepEqual(
    stops.filter(stop => stop.startsWith('count')),
    ['0 → 1', '1 → 2', '2 → 3', '4 → 5'].map(change => `${counted}: total: ${change}`),
  );
  // Two lines for each tool that it had at the time.
  assert.deepEqual(printed, ['6', 'all taken', 'all free']);
});

test('D15: sleeping greenlets of other threads are watched, and a stop says what has changed how', async () => {
  const talk = await Conversation.launch('other_threads.py');
  await talk.setBreakpoints('watch');
  await talk.run();
  const descriptions: (string | undefined)[] = [];
  const stops = await runToEnd(talk, async ({ id }, { reason, description }) => {
    if (reason === 'breakpoint') await watch(talk, id, 'level');
    else descriptions.push(description);
  });
  assert.deepEqual(stops.slice(1), [
    `sleeper ${talk.program.line('after_sleeper')}: level: 0 → 1`,
    `work ${talk.program.line('after_main')}: level: 1 → 2`,
  ]);
  assert.deepEqual(descriptions, [
    'Data Breakpoint: level: 0 → 1',
    'Data Breakpoint: level: 1 → 2',
  ]);
});
