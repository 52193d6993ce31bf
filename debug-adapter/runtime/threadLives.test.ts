import assert from 'node:assert/strict';
import test from 'node:test';
import { SwitchLog } from './switchLog.ts';
import { ThreadLives } from './threadLives.ts';

test('threads are remembered when they have ended, the latest ones', () => {
  const lives = new ThreadLives();
  for (let id = 2; id < 602; id++) lives.begin(id, id, SwitchLog.allocate(1));
  for (let id = 3; id < 602; id++) lives.end(id, 1_000);
  const known = lives.all.map(({ id, ended }) => `${id} ${ended ?? 'lives'}`);
  assert.deepEqual(known.slice(0, 2), ['2 lives', '346 1000']);
  assert.equal(known.length, 257);
});

test('a thread that ended tells of its switches still', () => {
  const lives = new ThreadLives();
  const buffer = SwitchLog.allocate(4);
  lives.begin(2, 0, buffer);
  const writer = new SwitchLog(buffer);
  writer.write(0, 5);
  writer.write(5, 0);
  lives.end(2, 1);
  assert.deepEqual(
    lives.all.flatMap(({ switches }) => switches.read(0, 9).map(({ from, to }) => [from, to])),
    [
      [0, 5],
      [5, 0],
    ],
  );
});
