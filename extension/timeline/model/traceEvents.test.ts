import assert from 'node:assert/strict';
import test from 'node:test';
import { programOf, TWO_WORKERS } from './test/pages.ts';
import { type TraceEvent, traceEvents } from './traceEvents.ts';

interface Trace {
  readonly traceEvents: readonly TraceEvent[];
  readonly displayTimeUnit: string;
}

const trace: Trace = JSON.parse(traceEvents(programOf(TWO_WORKERS), 'app.py'));

function ofPhase(phase: TraceEvent['ph']): TraceEvent[] {
  return trace.traceEvents.filter(({ ph }) => ph === phase);
}

test('continuations are threads of one process, by name', () => {
  assert.deepEqual(
    ofPhase('M').map(({ name, tid, args }) => `${name} ${tid} ${Object.values(args ?? {})}`),
    [
      'process_name 0 app.py',
      'thread_name 1 main',
      'thread_sort_index 1 0',
      'thread_name 2 worker (g1)',
      'thread_sort_index 2 1',
      'thread_name 3 worker (g2)',
      'thread_sort_index 3 2',
    ],
  );
});

test('runs are slices, one after the other', () => {
  assert.deepEqual(
    ofPhase('X').map(({ name, tid, ts, dur }) => `${tid} ${name} ${ts} + ${dur}`),
    [
      '2 worker (g1) 0 + 10',
      '1 main 10 + 20',
      '3 worker (g2) 30 + 30',
      '1 main 60 + 5',
      '2 worker (g1) 65 + 15',
      '1 main 80 + 20',
      '3 worker (g2) 100 + 0',
    ],
  );
});

test('switches are flows from one slice into the next', () => {
  assert.deepEqual(
    ofPhase('f').map(({ name, id, ts, tid }) => `${id} ${name} into ${tid} at ${ts}`),
    [
      '1 switch into 1 at 10',
      '2 start into 3 at 30',
      '3 switch into 1 at 60',
      '4 switch into 2 at 65',
      '5 death into 1 at 80',
      '6 switch into 3 at 100',
    ],
  );
});

test('the rules of the format hold', () => {
  assert.equal(trace.displayTimeUnit, 'ns');
  for (const event of trace.traceEvents) {
    assert.equal(typeof event.name, 'string');
    assert.ok(Number.isInteger(event.pid) && Number.isInteger(event.tid));
    if (event.ph === 'M') continue;
    assert.ok(Number.isFinite(event.ts) && (event.ts as number) >= 0, JSON.stringify(event));
    if (event.ph === 'X') assert.ok((event.dur as number) >= 0);
  }
  const slices = ofPhase('X');
  const encloses = ({ tid, ts = 0 }: TraceEvent): boolean =>
    slices.some(
      slice =>
        slice.tid === tid && (slice.ts ?? 0) <= ts && ts <= (slice.ts ?? 0) + (slice.dur ?? 0),
    );
  const ends = new Map(ofPhase('f').map(event => [event.id, event]));
  for (const start of ofPhase('s')) {
    const end = ends.get(start.id) as TraceEvent;
    // A flow is known by its name, category and id, and each end of it binds to a slice.
    assert.deepEqual([start.name, start.cat], [end.name, end.cat]);
    assert.ok(encloses(start) && encloses(end), JSON.stringify(start));
    assert.ok((start.ts as number) <= (end.ts as number));
    assert.equal(end.bp, 'e');
  }
  assert.equal(ofPhase('s').length, ends.size);
});
