import { test } from 'node:test';
import { setDataBreakpoints } from './breakpointRequests.ts';
import { Conversation } from './conversation.ts';

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
