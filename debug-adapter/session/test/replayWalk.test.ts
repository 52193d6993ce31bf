/** A short random walk through a replay; `npm run test:replay -- --walk` makes long ones. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { Random } from '../../../tools/fuzz/random.ts';
import { PROGRAMS, Recordings } from '../../cli/test/recordedRun.ts';
import { Walker } from './replayWalk/walker.ts';

const SEED = 1;
const ACTIONS = 60;

test('a random walk through a replay sees the same at a position whenever it comes there', async t => {
  const recordings = new Recordings();
  t.after(() => recordings.remove());
  const recording = recordings.file('walked.rec');
  await recordings.record(recording, path.join(PROGRAMS, 'generators.py'));
  const walker = new Walker({ recording, random: new Random(SEED) });
  const { actions, again } = await walker.walk(ACTIONS);
  assert.equal(actions, ACTIONS);
  assert.ok(again > 0);
});
