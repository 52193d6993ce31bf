/** gevent under the debugger: its parts in C have no frames, and stand between those of the program. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ContinuationsResponse } from '../../protocol/customRequests.ts';
import { obtainGevent } from '../../python/gevent/geventPackage.ts';
import { defaultVersion } from '../python/versions.ts';
import { Conversation } from './conversation.ts';

async function stoppedAt(
  marker: string,
  program = 'with_gevent.py',
  attributes: object = {},
): Promise<Conversation> {
  const { packages } = await obtainGevent(defaultVersion());
  const talk = await Conversation.launch(program, { packages: [packages], ...attributes });
  await talk.setBreakpoints(marker);
  await talk.run();
  await talk.stopped();
  await talk.setBreakpoints();
  return talk;
}

test('steps over what waits stay in the greenlet', async () => {
  const talk = await stoppedAt('spawns');
  for (let line = 0; line < 4; line++) await talk.go('next');
  await talk.finish();
  talk.assertGolden('step over with gevent');
});

test('a step into what waits leads to the greenlet that runs next', async () => {
  const talk = await stoppedAt('waits');
  await talk.go('stepIn');
  await talk.go('next');
  await talk.go('stepIn');
  await talk.finish();
  talk.assertGolden('step into with gevent');
});

test('each is called what it runs, before it begins, too, and the hub is the library’s', async () => {
  const talk = await stoppedAt('waits');
  const { continuations }: ContinuationsResponse = await talk.client.request('continuations');
  assert.deepEqual(
    continuations.map(({ name, state, isSystem = false }) => [name, state, isSystem]),
    [
      ['main', 'suspended', false],
      ['handle', 'running', false],
      ['Hub.run', 'suspended', true],
      ['find', 'pending', false],
    ],
  );
  await talk.client.close();
});

test('steps into spawn, join, get and sleep lead to whoever runs next', async () => {
  const talk = await stoppedAt('spawns', 'gevent_calls.py');
  for (let call = 0; call < 8; call++) await talk.go('stepIn');
  await talk.finish();
  talk.assertGolden('step into calls of gevent');
});

test('who has a number of gevent’s is called by it, and nobody gets one here', async () => {
  const talk = await stoppedAt('names', 'gevent_names.py');
  const { continuations }: ContinuationsResponse = await talk.client.request('continuations');
  const { threads } = await talk.client.request('threads');
  await talk.finish();
  assert.deepEqual(
    continuations.map(({ name, state }) => [name, state]),
    [
      ['main', 'running'],
      ['Greenlet-0: wait', 'suspended'],
      // Which the first of them has made for itself.
      ['Hub.run', 'suspended'],
      ['wait', 'suspended'],
      ['the third', 'suspended'],
      ['Greenlet-1: Waiting._run', 'suspended'],
      ['Greenlet-2', 'dead'],
      ['Greenlet', 'dead'],
      ['Waiting._run', 'pending'],
    ],
  );
  assert.deepEqual(
    threads.map(({ name }: { name: string }) => name.split(' · ')[0]),
    [
      'main',
      'Greenlet-0: wait (g2)',
      'wait (g3)',
      'the third (g4)',
      'Greenlet-1: Waiting._run (g5)',
    ],
  );
  talk.assertGolden('numbers of gevent');
});

test('the hub is a thread where all code is to be seen', async () => {
  const talk = await stoppedAt('waits', 'with_gevent.py', { justMyCode: false });
  const { threads } = await talk.client.request('threads');
  assert.deepEqual(
    threads.map(({ name }: { name: string }) => name.split(' · ')[0]),
    ['main', 'Hub.run (g1)', 'handle (g2)'],
  );
  await talk.client.close();
});
