import assert from 'node:assert/strict';
import test from 'node:test';
import { ProgramTime } from './programTime.ts';

test('the time of a program stands still while that does', () => {
  const time = new ProgramTime();
  const all = [5, 10, 15, 20, 25, 30, 35].map(when => () => time.at(when));
  const told = (): number[] => all.map(ask => ask());
  assert.deepEqual(told(), [5, 10, 15, 20, 25, 30, 35]);
  time.stop(10);
  assert.deepEqual(told(), [5, 10, 10, 10, 10, 10, 10]);
  time.stop(12);
  time.resume(20);
  time.resume(22);
  assert.deepEqual(told(), [5, 10, 10, 10, 15, 20, 25]);
  time.stop(30);
  time.resume(33);
  assert.deepEqual(told(), [5, 10, 10, 10, 15, 20, 22]);
});
