import assert from 'node:assert/strict';
import test from 'node:test';
import { arrowKind } from './arrows.ts';
import { KEPT_SWITCHES, Recording } from './recording.ts';
import { EPOCH, pageOf, recordingOf, TWO_WORKERS } from './test/pages.ts';

function lives(recording: Recording): string[] {
  return recording.lanes.map(
    ({ label, from, born, end }) => `${label} ${born ? '[' : '…'}${from}, ${end ?? '…'}`,
  );
}

function runs(recording: Recording): string[] {
  return Array.from({ length: recording.length }, (_, index) => {
    const { lane, begin, end } = recording.run(index);
    return `${recording.lanes[lane]?.label} ${begin}–${end}`;
  });
}

test('a page becomes lanes, and what ran in them', () => {
  const recording = recordingOf(TWO_WORKERS);
  assert.deepEqual(lives(recording), ['main …0, …', 'worker (g1) [0, 80', 'worker (g2) [30, …']);
  assert.deepEqual(runs(recording), [
    'worker (g1) 0–10',
    'main 10–30',
    'worker (g2) 30–60',
    'main 60–65',
    'worker (g1) 65–80',
    'main 80–100',
    'worker (g2) 100–100',
  ]);
  assert.equal(recording.timeOf(EPOCH + 0.1), 100);
});

test('a page that overlaps adds what is new, and that the last switch was an end', () => {
  const recording = recordingOf(['0 → 1 start', '10 → 0']);
  recording.add(pageOf(['0 → 0 end', '5 → 2 start'], { first: 1, time: EPOCH + 0.01, origin: 1 }));
  assert.deepEqual(lives(recording), ['main …0, …', 'worker (g1) [0, 10', 'worker (g2) [15, …']);
  assert.deepEqual(runs(recording), ['worker (g1) 0–10', 'main 10–15', 'worker (g2) 15–15']);
});

test('what runs goes on running until it is known better', () => {
  const recording = recordingOf(['0 → 1 start']);
  recording.add({ ...pageOf([], { first: 1 }), now: EPOCH + 2 });
  assert.deepEqual(runs(recording), ['worker (g1) 0–2000']);
  recording.finish();
  assert.deepEqual(runs(recording), ['worker (g1) 0–0']);
});

test('where switches were missed, the recording begins anew', () => {
  const recording = recordingOf(TWO_WORKERS);
  recording.add(pageOf(['0 → 3'], { first: 70_000, time: EPOCH + 90, origin: 1 }));
  assert.deepEqual(runs(recording), ['worker (g3) 90000–90000']);
  assert.equal(recording.lanes[recording.origin(0)]?.label, 'worker (g1)');
  assert.equal(recording.sequence(0), 70_000);
});

test('the latest switches are kept, and the lanes that they are about', () => {
  const recording = new Recording(0, EPOCH);
  const lines = 40_000;
  // Each round starts a greenlet, which dies.
  for (let round = 0; round < 5; round++) {
    const story = Array.from({ length: lines }, (_, index) => {
      const context = 1 + (round * lines + index) / 2;
      return index % 2 === 0 ? `1 → ${context} start` : '1 → 0 end';
    });
    recording.add(pageOf(story, { first: round * lines, time: EPOCH + round * 40 }));
  }
  assert.ok(recording.length >= KEPT_SWITCHES && recording.length <= 2 * KEPT_SWITCHES);
  assert.equal(recording.sequence(recording.length), 5 * lines);
  assert.ok(recording.lanes.length < recording.length / 2 + 3, `${recording.lanes.length}`);
  for (const index of [0, 1, recording.length - 2, recording.length - 1]) {
    const sequence = recording.sequence(index);
    const expected = sequence % 2 === 0 ? 1 + sequence / 2 : 0;
    assert.equal(recording.lanes[recording.target(index)]?.context, expected);
    assert.equal(recording.time(index), Math.floor(sequence / lines) * 40_000 + (sequence % lines));
  }
});

test('at a stop, continuations get their places, and those that are gone end', () => {
  const recording = recordingOf(['0 → 1 start', '10 → 0', '10 → 2 start', '10 → 0']);
  const place = { path: '/app.py', line: 7 };
  recording.describe([
    { context: 0, thread: 0, label: 'main', place, isAlive: true },
    { context: 2, thread: 0, label: 'query (g2)', place, isAlive: true },
    { context: 3, thread: 0, label: 'late (g3)', place: undefined, isAlive: true },
    { context: 9, thread: 0, label: 'dead', place: undefined, isAlive: false },
  ]);
  assert.deepEqual(lives(recording), [
    'main …0, …',
    'worker (g1) [0, 30',
    'query (g2) [20, …',
    'late (g3) …30, …',
  ]);
  assert.deepEqual(recording.lanes[2]?.place, place);
});

test('throws are marked whenever they become known, and forgotten with their switches', () => {
  const recording = recordingOf(['0 → 1 start', '10 → 0', '10 → 1', '10 → 0 end']);
  const marks = (): string[] =>
    Array.from({ length: recording.length }, (_, index) => {
      const known = recording.knowsThrow(index) ? '' : '?';
      return `${arrowKind(recording.mark(index))}${known} ${recording.exception(index) ?? ''}`.trim();
    });
  assert.deepEqual(marks(), ['start?', 'switch?', 'switch?', 'death?']);
  const late = { ...pageOf([], { first: 4 }), throwsSince: 1 };
  recording.add({ ...late, throws: { 2: 'ValueError', 3: 'app.Failure', 9: 'KeyError' } });
  assert.deepEqual(marks(), ['start?', 'switch', 'throw ValueError', 'throw app.Failure']);
  // It may be told before the switch is.
  recording.add(pageOf(['0 → 2', '1 → 0', '1 → 2', '1 → 0', '1 → 2', '1 → 0'], { first: 4 }));
  assert.equal(marks().at(-1), 'throw KeyError');
});
