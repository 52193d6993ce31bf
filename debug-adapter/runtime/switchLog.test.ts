import assert from 'node:assert/strict';
import test from 'node:test';
import { SwitchKind, SwitchLog } from './switchLog.ts';

/** The epoch of a clock that counts microseconds from 0, in milliseconds. */
const ORIGIN = 1_000_000;

/** How many readings make the log share them. */
const WARM_UP = 100;

/** A guest that switches to and fro between two contexts, and takes so many microseconds for each. */
class Guest {
  #time = 0;
  readonly truth: number[] = [];
  readings = 0;
  isTicked = true;
  readonly log: SwitchLog;

  constructor(capacity = 1_000) {
    const now = (): number => {
      this.readings++;
      return this.#time / 1_000;
    };
    this.log = new SwitchLog(SwitchLog.allocate(capacity), { timeOrigin: ORIGIN, now });
    this.log.tick(ORIGIN, true);
  }

  compute(microseconds: number): void {
    // Another thread ticks once in a millisecond.
    for (let left = microseconds; left > 0; left--) {
      if (++this.#time % 1_000 === 0 && this.isTicked)
        this.log.tick(ORIGIN + this.#time / 1_000, true);
    }
  }

  switch(): void {
    const from = this.truth.length % 2;
    this.log.write(from, 1 - from);
    this.truth.push(this.#time);
  }

  run(...durations: readonly number[]): void {
    for (const duration of durations) {
      this.compute(duration);
      this.switch();
    }
  }

  systemCall(duration: number): void {
    this.log.settle();
    this.compute(duration);
  }

  /** How wrong the times of all known switches are at most, in microseconds. */
  get error(): number {
    const { log } = this;
    const errors = log
      .read(0, Number.POSITIVE_INFINITY)
      .map(({ sequence, time }) =>
        Math.abs((time - ORIGIN) * 1_000 - (this.truth[sequence] as number)),
      );
    assert.notEqual(errors.length, 0);
    return Math.max(...errors);
  }
}

function repeated(times: number, ...durations: readonly number[]): number[] {
  return Array.from({ length: times }, () => durations).flat();
}

test('where switches are rare, the clock is read for each', () => {
  const guest = new Guest();
  guest.run(...repeated(200, 50));
  assert.equal(guest.readings, 200);
  assert.ok(guest.error < 0.01);
});

test('where they follow one another quickly, a few share a reading', () => {
  const guest = new Guest(10_000);
  guest.run(...repeated(6_000, 1));
  assert.ok(guest.readings < 6_000 / 5, `${guest.readings}`);
  assert.ok(guest.error < 10, `${guest.error}`);
});

test('a wait in a system call that follows on a quick succession is told exactly', () => {
  for (const before of [0, 1, 2, 3, 4, 5]) {
    const guest = new Guest();
    guest.run(...repeated(WARM_UP + before, 1));
    guest.systemCall(30_000);
    guest.run(1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    guest.log.settle();
    assert.ok(guest.error < 10, `${guest.error}`);
  }
});

test('a computation every now and then has the clock read for each switch', () => {
  const guest = new Guest(10_000);
  guest.run(...repeated(100, 1, 1, 1, 1, 1, 1, 400));
  assert.ok(guest.error < 0.01, `${guest.error}`);
});

test('a computation by surprise leaves the switches before it exact to a tick', () => {
  for (const before of [0, 1, 2, 3, 4, 5]) {
    const guest = new Guest();
    guest.run(...repeated(WARM_UP + before, 1), 7_500, ...repeated(20, 1));
    assert.ok(guest.error <= 1_000, `${guest.error}`);
  }
});

test('ticks are wanted where switches follow one another quickly, until the guest may wait', () => {
  const guest = new Guest();
  guest.run(...repeated(50, 1));
  assert.equal(guest.log.wantsTicks, false);
  guest.run(...repeated(100, 1));
  assert.equal(guest.log.wantsTicks, true);
  guest.systemCall(1);
  assert.equal(guest.log.wantsTicks, false);
  guest.run(...repeated(100, 1));
  assert.equal(guest.log.wantsTicks, true);
  guest.run(...repeated(10, 50));
  assert.equal(guest.log.wantsTicks, false);
});

test('as long as nobody ticks, the clock is read for each', () => {
  const guest = new Guest(10_000);
  guest.isTicked = false;
  guest.run(20_000);
  const { readings } = guest;
  guest.run(...repeated(1_000, 1), 7_500, ...repeated(1_000, 1));
  assert.equal(guest.readings - readings, 2_001);
  assert.ok(guest.error < 0.01, `${guest.error}`);
  guest.isTicked = true;
  guest.run(...repeated(6_000, 1));
  assert.ok(guest.readings - readings < 2_001 + 6_000 / 4, `${guest.readings}`);
});

test('a tick that is not followed by another in a millisecond lets nobody share a reading', () => {
  for (const before of [0, 1, 2, 3, 4, 5]) {
    const guest = new Guest();
    guest.isTicked = false;
    guest.log.tick(ORIGIN, false);
    guest.run(...repeated(WARM_UP + before, 1), 7_500, ...repeated(20, 1));
    assert.ok(guest.error < 0.01, `${guest.error}`);
  }
});

test('a page that was read does not change, and has the latest switch soon', () => {
  const guest = new Guest();
  guest.run(...repeated(WARM_UP, 1));
  for (let round = 0; round < 12; round++) {
    const early = guest.log.read(0, Number.POSITIVE_INFINITY);
    assert.ok(guest.log.total - early.length <= 5);
    guest.run(1);
    assert.deepEqual(guest.log.read(0, early.length), early);
  }
  guest.compute(2_000);
  assert.equal(guest.log.read(0, Number.POSITIVE_INFINITY).length, guest.log.total);
});

test('the latest switches are kept, in order', () => {
  const guest = new Guest(100);
  guest.run(...repeated(250, 20));
  const known = guest.log.read(0, Number.POSITIVE_INFINITY);
  assert.deepEqual(
    known.map(({ sequence }) => sequence),
    Array.from({ length: 100 }, (_, index) => 150 + index),
  );
  assert.deepEqual(guest.log.read(200, 2), known.slice(50, 52));
});

test('starts and ends are told of the last switch', () => {
  const { log } = new Guest();
  log.write(0, 1);
  log.markLast(SwitchKind.start);
  log.write(1, 0);
  log.writeDestroyed(2);
  log.write(0, 2);
  log.write(2, 0);
  log.writeDestroyed(2);
  assert.deepEqual(
    log.read(0, 9).map(({ kind }) => kind),
    [SwitchKind.start, SwitchKind.resume, SwitchKind.resume, SwitchKind.end],
  );
});

test('without a clock, times are those of the ticks', () => {
  const guest = new Guest();
  guest.log.timesAreTicked = true;
  guest.run(...repeated(100, 50));
  assert.equal(guest.readings, 0);
  assert.ok(guest.error <= 1_000);
});
