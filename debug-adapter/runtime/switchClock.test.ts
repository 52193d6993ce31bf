import assert from 'node:assert/strict';
import test from 'node:test';
import { SwitchClock } from './switchClock.ts';
import { SwitchLog } from './switchLog.ts';
import { ThreadLives } from './threadLives.ts';

/** When to tick again at the end of so many ticks, in milliseconds. */
function delayAfter(clock: SwitchClock, ticks: number): number {
  let delay = 0;
  for (let tick = 0; tick < ticks; tick++) delay = clock.tick();
  return delay;
}

test('ticks become rare where no log wants them, and are soon frequent again where one does', () => {
  const threads = new ThreadLives();
  const main = new SwitchLog(SwitchLog.allocate(10));
  const clock = new SwitchClock(main, threads);
  assert.equal(delayAfter(clock, 100), 1);
  assert.equal(delayAfter(clock, 10), 20);
  main.timesAreTicked = true;
  main.write(1, 2);
  assert.equal(delayAfter(clock, 1), 1);
  assert.equal(delayAfter(clock, 200), 1);
  main.settle();
  assert.equal(delayAfter(clock, 100), 1, 'there may be another burst');
  assert.equal(delayAfter(clock, 10), 20);
  const buffer = SwitchLog.allocate(10);
  threads.begin(7, 0, buffer);
  const other = new SwitchLog(buffer);
  other.timesAreTicked = true;
  other.write(3, 4);
  assert.equal(delayAfter(clock, 200), 1);
  threads.end(7, 1);
  assert.equal(delayAfter(clock, 200), 20);
});
