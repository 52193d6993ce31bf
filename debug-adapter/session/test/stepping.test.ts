import path from 'node:path';
import { test } from 'node:test';
import { Conversation } from './conversation.ts';

const SAMPLE = path.resolve(import.meta.dirname, '../../../samples/switch/main.py');

test('steps through both switches of the sample, and out of a dying greenlet', async () => {
  const talk = await Conversation.stoppedAt(SAMPLE, 5, 10);
  await talk.go('stepIn');
  await talk.go('next');
  await talk.go('stepIn');
  await talk.go('next');
  await talk.start('next');
  await talk.ended();
  talk.assertGolden('step through the sample');
});

test('stops at the first line on entry', async () => {
  const talk = await Conversation.launch(SAMPLE, { stopOnEntry: true });
  await talk.run();
  await talk.stopped();
  await talk.go('next');
  await talk.finish();
  talk.assertGolden('stop on entry');
});

test('steps over a switch stay in the continuation', async () => {
  const talk = await Conversation.stoppedAt('pingpong.py', 'ping_switch');
  await talk.setBreakpoints();
  await talk.go('next');
  await talk.go('next');
  await talk.go('next');
  await talk.go('stepOut');
  await talk.finish();
  talk.assertGolden('step over a switch');
});

test('a step of a suspended continuation ends when it is resumed', async () => {
  const talk = await Conversation.stoppedAt('pingpong.py', 'pong_got');
  await talk.setBreakpoints();
  await talk.go('next', 'ping');
  await talk.finish();
  talk.assertGolden('step a suspended continuation');
});

test('a breakpoint in another continuation leaves the step pending', async () => {
  const talk = await Conversation.stoppedAt('pingpong.py', 'ping_switch');
  await talk.setBreakpoints('pong_got');
  await talk.go('next');
  await talk.setBreakpoints();
  await talk.go('continue');
  await talk.finish();
  talk.assertGolden('step interrupted by a breakpoint');
});

test('a step out of a dying greenlet lands in its parent', async () => {
  const talk = await Conversation.launch('dying.py');
  await talk.setBreakpoints('last', 'raises', 'grandchild', 'cleanup');
  await talk.run([]);
  await talk.stopped();
  await talk.go('next');
  await talk.go('continue');
  await talk.go('next');
  await talk.go('continue');
  await talk.go('stepOut');
  await talk.go('next');
  await talk.go('next');
  await talk.go('continue');
  await talk.go('next');
  await talk.finish();
  talk.assertGolden('steps out of dying greenlets');
});
