import assert from 'node:assert/strict';
import test from 'node:test';
import { coverage } from './coverage.ts';
import { formatDuration, formatTick } from './durations.ts';
import { neighbour, runAt, runNear, stateAt } from './hits.ts';
import type { Place } from './lanes.ts';
import { profile } from './profile.ts';
import { laneOf, Rows } from './rows.ts';
import { toSvg } from './svg.ts';
import { EPOCH, pageOf, recordingOf, TWO_WORKERS } from './test/pages.ts';
import { panned, ticks, within, zoomed } from './viewport.ts';

const WHOLE = { from: 0, to: 100 };

/** All lanes, by age. */
const ALL = { search: '', pins: new Set<number>() };

const COLOURS = {
  background: '#000',
  text: '#fff',
  faint: '#888',
  running: '#00f',
  start: '#0f0',
  throw: '#fa0',
  end: '#f00',
};

/** What is drawn in each row, a sign for each pixel. */
function drawn(
  story: readonly string[],
  range: { from: number; to: number },
  width: number,
): string[] {
  const recording = recordingOf(story);
  const rows = new Rows([recording], ALL);
  const shares = new Float32Array(width * rows.length);
  const size = { width, rows: rows.length };
  coverage([recording], range, size, each => rows.of(each), shares);
  return rows.list.map((_, row) =>
    [...shares.slice(row * width, (row + 1) * width)]
      .map(share => (share === 0 ? '·' : share < 0.5 ? '-' : share < 0.999 ? '+' : '#'))
      .join(''),
  );
}

test('each pixel shows how much of its time a continuation ran', () => {
  assert.deepEqual(drawn(TWO_WORKERS, WHOLE, 20), [
    '··####······#···####',
    '##···········###····',
    '······######·······-',
  ]);
  assert.deepEqual(drawn(TWO_WORKERS, { from: 20, to: 70 }, 10), [
    '##······#·',
    '·········#',
    '··######··',
  ]);
  assert.deepEqual(drawn(TWO_WORKERS, WHOLE, 4), ['+--+', '-·--', '·+--']);
});

test('however short a run is, it is to be seen', () => {
  const story = ['0 → 0', '150 → 1 start', '0 → 0', '400 → 1', '1 → 0', '449 → 0'];
  assert.deepEqual(drawn(story, { from: 0, to: 1_000 }, 10), ['#####+####', '·-···-····']);
});

test('what is pinned stands first, and what is searched for alone', () => {
  const recording = recordingOf(TWO_WORKERS);
  const place = (path: string, line: number): Place => ({ path, line });
  recording.describe([
    { context: 0, thread: 0, label: 'main', place: place('/app.py', 9), isAlive: true },
    { context: 2, thread: 0, label: 'query (g2)', place: place('/db.py', 3), isAlive: true },
  ]);
  const shown = (search: string, ...pins: number[]): (number | undefined)[] =>
    new Rows([recording], { search, pins: new Set(pins) }).list.map(row => laneOf(row).context);
  assert.deepEqual(shown(''), [0, 1, 2]);
  assert.deepEqual(shown('', 2), [2, 0, 1]);
  assert.deepEqual(shown('QUERY db'), [2]);
  assert.deepEqual(shown('py:9', 1), [1, 0]);
  assert.deepEqual(shown('nothing'), []);
});

test('a place in the picture is a run, or what its continuation did then', () => {
  const recording = recordingOf(TWO_WORKERS);
  assert.equal(runAt(recording, 62)?.index, 3);
  assert.equal(runAt(recording, 101), undefined);
  assert.equal(runNear(recording, 1, 70, 1)?.index, 4);
  assert.equal(runNear(recording, 1, 63, 1), undefined);
  assert.equal(runNear(recording, 1, 64, 1)?.index, 4);
  assert.equal(neighbour(recording, 1, 0, 1)?.index, 4);
  assert.equal(neighbour(recording, 1, 0, -1), undefined);
  assert.deepEqual(
    [5, 20, 70, 90].map(time => stateAt(recording, 1, time)),
    ['running', 'suspended', 'running', 'terminated'],
  );
  assert.equal(stateAt(recording, 2, 5), 'not started');
});

test('a stretch of time is zoomed around a place, and stays within the whole', () => {
  assert.deepEqual(zoomed(WHOLE, 0.5, 20, WHOLE), { from: 10, to: 60 });
  assert.deepEqual(zoomed({ from: 10, to: 60 }, 4, 20, WHOLE), WHOLE);
  assert.deepEqual(zoomed({ from: 0, to: 2 }, 0.1, 1, WHOLE), { from: 0.5, to: 1.5 });
  assert.deepEqual(panned({ from: 10, to: 30 }, 0.5, WHOLE), { from: 20, to: 40 });
  assert.deepEqual(panned({ from: 10, to: 30 }, -5, WHOLE), { from: 0, to: 20 });
  assert.deepEqual(within({ from: 90, to: 120 }, WHOLE), { from: 70, to: 100 });
});

test('the axis has round times', () => {
  assert.deepEqual(ticks(WHOLE, 5), [0, 20, 40, 60, 80, 100]);
  assert.deepEqual(ticks({ from: 1_234, to: 1_334 }, 4), [1_250, 1_300]);
  assert.deepEqual(
    [0, 1_500, 2_000_000].map(time => formatTick(time, 500)),
    ['0 µs', '1.5 ms', '2.0000 s'],
  );
  assert.deepEqual([0, 0.4, 12, 1_250, 99_950, 2_000_000].map(formatDuration), [
    '0 µs',
    '0.40 µs',
    '12 µs',
    '1.25 ms',
    '100.0 ms',
    '2 s',
  ]);
});

test('the profile tells what ran, and what held up the others', () => {
  const recording = recordingOf(TWO_WORKERS);
  const lines = (by: 'continuation' | 'function', range = WHOLE): string[] =>
    profile([recording], range, by).map(
      ({ name, lanes, total, share, runs, longest }) =>
        `${name} ×${lanes}: ${total} µs, ${(100 * share).toFixed(0)} %, ${runs} runs, longest ${longest.end - longest.begin} µs`,
    );
  assert.deepEqual(lines('continuation'), [
    'main ×1: 45 µs, 45 %, 3 runs, longest 20 µs',
    'worker (g2) ×1: 30 µs, 30 %, 2 runs, longest 30 µs',
    'worker (g1) ×1: 25 µs, 25 %, 2 runs, longest 15 µs',
  ]);
  assert.deepEqual(lines('function'), [
    'worker ×2: 55 µs, 55 %, 4 runs, longest 30 µs',
    'main ×1: 45 µs, 45 %, 3 runs, longest 20 µs',
  ]);
  // Of a run that reaches beyond the stretch, a part counts; its length is told as a whole.
  assert.deepEqual(lines('continuation', { from: 40, to: 62 }), [
    'worker (g2) ×1: 20 µs, 91 %, 1 runs, longest 30 µs',
    'main ×1: 2 µs, 9 %, 1 runs, longest 5 µs',
  ]);
});

test('a picture can be saved', () => {
  const recording = recordingOf(TWO_WORKERS.slice(0, 3));
  recording.describe(
    [0, 1, 2].map(context => ({
      context,
      thread: 0,
      label: ['main', '<lambda> (g1)', 'worker (g2)'][context] as string,
      place: undefined,
      isAlive: true,
    })),
  );
  recording.add({ ...pageOf([], { first: 3 }), throws: { 1: 'ValueError' }, now: EPOCH });
  const svg = toSvg([recording], {
    range: { from: 0, to: 40 },
    rows: new Rows([recording], ALL),
    width: 40,
    labelWidth: 100,
    colours: COLOURS,
  });
  assert.equal(
    svg.replaceAll(/ (stroke|fill)-opacity="[\d.]+"/g, ''),
    `<svg xmlns="http://www.w3.org/2000/svg" width="140" height="90" viewBox="0 0 140 90" font-family="system-ui, sans-serif" font-size="12">
<rect width="140" height="90" fill="#000"/>
<path d="M100 18V90" stroke="#888"/><text x="104" y="15" fill="#888">0 µs</text>
<g transform="translate(0 24)">
<text x="8" y="15" fill="#fff">main</text>
<text x="8" y="37" fill="#fff">&lt;lambda&gt; (g1)</text>
<text x="8" y="59" fill="#fff">worker (g2)</text>
<g transform="translate(100 0)">
<path d="M0 11H30" stroke="#888"/>
<path d="M0 33H30" stroke="#888"/>
<rect x="10" y="5" width="20" height="12" fill="#00f"/>
<rect x="0" y="27" width="10" height="12" fill="#00f"/>
<rect x="30" y="49" width="1" height="12" fill="#00f"/>
<path d="M10 33V17M7 21L10 17L13 21" stroke="#fa0" fill="none" stroke-dasharray="4 2"/>
<path d="M30 11V49M27 45L30 49L33 45" stroke="#0f0" fill="none"/>
</g>
</g>
</svg>
`,
  );
});

test('a saved picture tells where a recorded program stands', () => {
  const recording = recordingOf(TWO_WORKERS);
  const rows = new Rows([recording], ALL);
  const picture = { range: WHOLE, rows, width: 100, labelWidth: 50, colours: COLOURS };
  const present = { time: 65, label: 'here' };
  const plain = toSvg([recording], picture).split('\n');
  const svg = toSvg([recording], { ...picture, present }).split('\n');
  assert.deepEqual(
    svg.filter(line => !plain.includes(line)),
    [
      '<rect x="65" width="35" height="66" fill="#000" fill-opacity="0.55"/>',
      '<path d="M65 -24V66" stroke="#fff" stroke-width="2"/>',
      '<text x="69" y="-2" fill="#fff" font-weight="bold">here</text>',
    ],
  );
  const before = { ...picture, range: { from: 70, to: 100 }, present };
  const veil = '<rect x="0" width="100" height="66" fill="#000" fill-opacity="0.55"/>';
  assert.ok(toSvg([recording], before).includes(veil));
});
