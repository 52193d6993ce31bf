import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { StackBudget } from './stackBudget.ts';
import { WorkerStacks } from './workerStacks.ts';

/** Takes room for 900 stacks, at once and whenever it is asked to, and says whether there was any. */
const TAKER = `
const { parentPort, workerData } = require('node:worker_threads');
import(${JSON.stringify(import.meta.resolve('./stackBudget.ts'))}).then(({ StackBudget }) => {
  const budget = new StackBudget(workerData);
  const take = () => parentPort.postMessage(budget.hold(900));
  parentPort.on('message', take);
  take();
});
`;

/** Takes stacks until there is no room. */
function takeAll(stacks: WorkerStacks): number {
  for (let count = 0; ; count++) if (!stacks.take()) return count;
}

describe('P1: the stacks of a process', () => {
  test('are shared by all its guests and their workers', () => {
    const process = StackBudget.of(10);
    const guest = process.open();
    // As another thread has it.
    const worker = new StackBudget(guest.open().buffers);
    assert.ok(worker.hold(6));
    assert.ok(!process.open().hold(5));
    assert.ok(process.open().hold(4));
    assert.equal(guest.held, 6);
    assert.equal(process.held, 10);
  });

  test('come back from a worker or a guest that is gone', () => {
    const process = StackBudget.of(10);
    const guest = process.open();
    const worker = guest.open();
    guest.hold(1);
    worker.hold(7);
    worker.close();
    assert.equal(process.held, 1);
    guest.open().hold(7);
    guest.close();
    assert.equal(process.held, 0);
  });

  test('are not waited for where no other thread can release them', () => {
    // As it is where memory cannot be shared, with a limit of 0.
    const budget = new StackBudget([new ArrayBuffer(16)]);
    budget.beginToEnd(1);
    assert.ok(!budget.hold(1));
  });

  test('are used again by their worker at once, and by others when they have ended', () => {
    const process = StackBudget.of(1_000);
    const first = new WorkerStacks(process.open());
    const second = new WorkerStacks(process.open());
    assert.equal(takeAll(first), 1_000);
    for (let i = 0; i < 1_000; i++) first.begin();
    for (let i = 0; i < 1_000; i++) first.give();
    assert.equal(takeAll(second), 0);
    assert.equal(takeAll(first), 1_000);

    for (let i = 0; i < 1_000; i++) first.give();
    for (let i = 0; i < 600; i++) first.end(false);
    const released = takeAll(second);
    assert.ok(released <= 600 && released > 550, `${released}`);
  });

  test('are waited for while they are ending, and no longer', async () => {
    const process = StackBudget.of(1_000);
    const first = new WorkerStacks(process.open());
    assert.equal(takeAll(first), 1_000);
    for (let i = 0; i < 1_000; i++) first.begin();
    for (let i = 0; i < 1_000; i++) first.give();
    const follower = new Worker(TAKER, { eval: true, workerData: process.open().buffers });
    const [isAtWork] = await once(follower, 'message');
    assert.equal(isAtWork, false, 'nothing is ending yet');
    first.beginToEnd(1_000);
    follower.postMessage('again');
    for (let i = 0; i < 1_000; i++) first.end(true);
    const [isThere] = await once(follower, 'message');
    assert.equal(isThere, true);
    // What it holds nobody is going to give back.
    assert.ok(!process.open().hold(900));
    await follower.terminate();
  });

  test('are released but for those that the engine keeps', () => {
    let held = 0;
    const stacks = new WorkerStacks({
      kept: 100,
      hold: count => {
        held += count;
        return held <= 1_000;
      },
      release: count => {
        held -= count;
      },
      beginToEnd: () => {},
      end: () => {},
    });
    for (let i = 0; i < 1_000; i++) assert.ok(stacks.take());
    for (let i = 0; i < 1_000; i++) stacks.begin();
    for (let i = 0; i < 1_000; i++) {
      stacks.give();
      stacks.end(false);
    }
    assert.ok(held >= 100 && held <= 116, `${held}`);
  });
});
