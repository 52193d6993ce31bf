/** A short random walk through a replay, and places that long ones have found: `npm run test:replay -- --walk`. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { Random } from '../../../tools/fuzz/random.ts';
import { PROGRAMS, Recordings } from '../../cli/test/recordedRun.ts';
import { DapClient } from './dapClient.ts';
import { Walker } from './replayWalk/walker.ts';

const SEED = 1;
const ACTIONS = 60;

/** How many switches are looked at. */
const SWITCHES = 6;

test('a random walk through a replay sees the same at a position whenever it comes there', async t => {
  const recordings = new Recordings();
  t.after(() => recordings.remove());
  const recording = recordings.file('walked.rec');
  await recordings.record(recording, path.join(PROGRAMS, 'greenlet_lives.py'));
  const walker = new Walker({ recording, random: new Random(SEED) });
  const { actions, again } = await walker.walk(ACTIONS);
  assert.equal(actions, ACTIONS);
  assert.ok(again > 0);
});

test('threads that compute can be looked at where one has just made way for another', async t => {
  const recordings = new Recordings();
  t.after(() => recordings.remove());
  const recording = recordings.file('threads.rec');
  await recordings.record(recording, path.join(PROGRAMS, 'computing_threads.py'));
  const client = new DapClient();
  t.after(() => client.close());
  await client.request('initialize', { adapterID: 'wasix-python' });
  await client.request('launch', { replay: recording, stopOnEntry: true });
  await client.event('initialized');
  await client.request('configurationDone');
  await client.event('stopped');
  const go = async (command: string, args: object = {}): Promise<string> => {
    await client.request(command, args);
    const { threadId } = await client.event('stopped');
    const { stackFrames } = await client.request('stackTrace', { threadId });
    return stackFrames[0].name;
  };
  await go('goToPosition', { position: Number.MAX_SAFE_INTEGER });
  const seen = new Set<string>();
  for (let switches = 0; switches < SWITCHES; switches++) {
    seen.add(await go('reverseToSwitch'));
    const { position } = await client.request('replayPosition');
    for (const distance of [1, 20, 60]) {
      seen.add(await go('goToPosition', { position: position - distance }));
    }
  }
  assert.ok(seen.has('fib'), [...seen].join());
});
