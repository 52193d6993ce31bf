/** gevent under the debugger: its parts in C have no frames, and stand between those of the program. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ContinuationsResponse } from '../../protocol/customRequests.ts';
import { obtainGevent } from '../../python/gevent/geventPackage.ts';
import { defaultVersion } from '../python/versions.ts';
import { Conversation } from './conversation.ts';

async function stoppedAt(marker: string): Promise<Conversation> {
  const { packages } = await obtainGevent(defaultVersion());
  const talk = await Conversation.launch('with_gevent.py', { packages: [packages] });
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
