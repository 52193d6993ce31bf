import assert from 'node:assert/strict';
import test from 'node:test';
import type { SwitchPage } from '../../../debug-adapter/protocol/customRequests.ts';
import { arrowsIn } from './arrows.ts';
import { stateAt } from './hits.ts';
import type { KnownContinuation } from './lanes.ts';
import { ProgramRecording } from './programRecording.ts';
import { laneOf, Rows } from './rows.ts';
import { EPOCH, pageOf, TWO_WORKERS } from './test/pages.ts';
import { type TraceEvent, traceEvents } from './traceEvents.ts';

/** The main context of a further thread. */
const POOL = 2 ** 33;

/** A main thread that switches, and a pool that does so beside it, from 50 µs on to 90 µs. */
function twoThreads(): ProgramRecording {
  const program = new ProgramRecording();
  const thread = { context: POOL, begun: EPOCH + 0.05, total: 2 };
  const main = pageOf(['0 → 1 start', '20 → 0', '40 → 1']);
  program.add({ ...main, threads: [thread], now: EPOCH + 0.08 });
  const own = pageOf([], { first: 0, origin: POOL, time: EPOCH + 0.06 });
  program.add({
    ...own,
    thread: POOL,
    delays: [0, 15],
    targets: [2, POOL],
    starts: [0],
    ends: [1],
    labels: { [POOL]: 'pool', 2: 'worker (g2)' },
    now: EPOCH + 0.08,
  });
  const ended = { ...thread, ended: EPOCH + 0.09 };
  program.add({ ...pageOf([], { first: 3 }), threads: [ended], now: EPOCH + 0.1 });
  return program;
}

function lives(program: ProgramRecording): string[] {
  return new Rows(program.recordings, { search: '', pins: new Set() }).list.map(row => {
    const { label, from, born, end, task } = laneOf(row);
    const text = `${label} ${born ? '[' : '…'}${from}, ${end ?? '…'}`;
    return [row.group === undefined ? text : `${row.group} > ${text}`, task ?? []]
      .flat()
      .join(' for ');
  });
}

test('the lanes of a thread stand under it, and end with it', () => {
  const program = twoThreads();
  assert.deepEqual(lives(program), [
    'main …0, …',
    'main > worker (g1) [0, …',
    'pool [50, 90',
    'pool > worker (g2) [60, 75',
  ]);
  assert.deepEqual([program.length, program.laneCount, program.begin, program.now], [5, 4, 0, 100]);
  const [, pool] = program.recordings;
  assert.ok(pool !== undefined);
  const lane = pool.laneOf(POOL) as number;
  assert.deepEqual(
    [40, 55, 70, 80, 95].map(time => stateAt(pool, lane, time)),
    ['not started', 'not switched', 'suspended', 'running', 'terminated'],
  );
});

test('an arrow leads to a lane of its own thread', () => {
  const program = twoThreads();
  const rows = new Rows(program.recordings, { search: '', pins: new Set() });
  assert.deepEqual(
    arrowsIn(program.recordings, rows, { from: 1, to: 100 }).map(
      ({ time, from, to, kind }) => `${time}: ${from} → ${to} ${kind}`,
    ),
    ['20: 1 → 0 switch', '60: 0 → 1 switch', '60: 2 → 3 start', '75: 3 → 2 death'],
  );
});

test('tasks have lanes from when they are known to when they are done', () => {
  const program = twoThreads();
  const fetch: KnownContinuation = {
    context: -7,
    thread: 0,
    label: 'fetch (Task-7)',
    place: { path: '/app.py', line: 3 },
    isAlive: true,
    awaits: 'sleep',
    greenlets: [1],
  };
  const known = (context: number, label: string): KnownContinuation => ({
    context,
    thread: 0,
    label,
    place: undefined,
    isAlive: true,
  });
  const main = known(0, 'main');
  const worker = known(1, 'worker (g1)');
  program.describe([main, worker, fetch, known(-8, 'serve (Task-8)')]);
  program.add({ ...pageOf([], { first: 3 }), now: EPOCH + 0.2 });
  program.describe([main, worker, fetch]);
  assert.deepEqual(lives(program), [
    'main …0, …',
    'main > worker (g1) [0, … for fetch (Task-7)',
    'pool [50, 90',
    'pool > worker (g2) [60, 75',
    'fetch (Task-7) …100, …',
    'serve (Task-8) …100, 200',
  ]);
  const { list } = new Rows(program.recordings, { search: 'task-7', pins: new Set() });
  assert.deepEqual(
    list.map(row => laneOf(row).label),
    ['worker (g1)', 'fetch (Task-7)'],
  );
});

test('in a trace each thread is a process, and a throw says what was thrown', () => {
  const program = twoThreads();
  program.add({ ...pageOf([], { first: 3 }), throws: { 1: 'ValueError' }, now: EPOCH + 0.1 });
  const events: TraceEvent[] = JSON.parse(traceEvents(program, 'app.py')).traceEvents;
  assert.deepEqual(
    events.filter(({ name }) => name === 'process_name').map(({ pid, args }) => [pid, args?.name]),
    [
      [1, 'app.py'],
      [2, 'app.py: pool'],
    ],
  );
  assert.deepEqual(
    events
      .filter(({ ph }) => ph === 'f')
      .map(({ pid, name, args }) => [pid, name, args?.exception].filter(Boolean).join(' ')),
    ['1 throw ValueError', '1 switch', '2 death'],
  );
});

/** A page of a recorded program that stands at a time, in µs after the first switch. */
function recordedPage(present: number, page: Partial<SwitchPage> = {}): SwitchPage {
  const run = { begin: EPOCH - 0.02, until: EPOCH + 0.2, reach: 'end' as const };
  return { ...pageOf(TWO_WORKERS, { run, ...page }), now: EPOCH + present / 1_000 };
}

function alive(context: number): KnownContinuation {
  const place = { path: '/app.py', line: context };
  return {
    context,
    thread: 0,
    label: context === 0 ? 'main' : `g${context}`,
    place,
    isAlive: true,
  };
}

test('of a recorded program what is later than the present is known, and goes on being so', () => {
  const program = new ProgramRecording();
  program.add(recordedPage(15));
  const { begin, now, present, reach } = program;
  // Time 0 is the program's first line.
  assert.deepEqual([begin, now, present, reach], [20, 220, 35, 'end']);
  assert.deepEqual([program.countUpTo(present ?? 0), program.length], [2, 7]);

  program.describe([alive(0), alive(1)]);
  const whole = ['main …20, …', 'worker (g1) [20, 100', 'worker (g2) [50, …'];
  assert.deepEqual(lives(program).slice(1), ['g1 [20, 100', 'worker (g2) [50, …']);
  program.add(recordedPage(95));
  program.describe([alive(0), { ...alive(2), label: 'worker (g2)' }]);
  const places = (): unknown[] => program.main?.lanes.map(({ place }) => place?.line) ?? [];
  assert.deepEqual(places(), [0, undefined, 2]);

  // It goes back to before everything, where the others have no places.
  program.add(recordedPage(-10, { labels: { 1: 'worker (g1)' } }));
  program.describe([alive(0)]);
  assert.deepEqual(places(), [0, undefined, undefined]);
  assert.deepEqual(lives(program), ['main …10, …', ...whole.slice(1)]);
  assert.equal(program.begin, 10);
});

test('a greenlet that a recorded program has given up ends at the earliest stop that tells', () => {
  const program = new ProgramRecording();
  program.add(recordedPage(150));
  program.describe([alive(0)]);
  assert.equal(lives(program)[2], 'worker (g2) [50, 170');
  program.add(recordedPage(130));
  program.describe([alive(0)]);
  assert.equal(lives(program)[2], 'worker (g2) [50, 150');
  program.add(recordedPage(80));
  program.describe([alive(0), alive(2)]);
  assert.equal(lives(program)[2], 'g2 [50, 150');
});

test('tasks of a recorded program are known as far as it was looked at', () => {
  const program = new ProgramRecording();
  const task: KnownContinuation = { ...alive(-7), label: 'fetch (Task-7)' };
  program.add(recordedPage(60));
  program.describe([alive(0), task]);
  assert.equal(lives(program).at(-1), 'fetch (Task-7) …80, …');
  const [, tasks] = program.recordings;
  assert.equal(tasks?.now, 80);
  program.add(recordedPage(90));
  program.describe([alive(0)]);
  assert.equal(lives(program).at(-1), 'fetch (Task-7) …80, 110');
  program.add(recordedPage(30));
  program.describe([alive(0), task]);
  assert.equal(lives(program).at(-1), 'fetch (Task-7) …50, 110');
  program.add(recordedPage(5));
  program.describe([alive(0)]);
  assert.equal(lives(program).at(-1), 'fetch (Task-7) …50, 110');
});
