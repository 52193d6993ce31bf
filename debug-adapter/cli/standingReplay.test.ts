/** Replays that are led through a recorded program, and stand at its moments. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { StandingReplay } from '../runtime/node/standingReplay.ts';
import type { Moment, Targets } from '../runtime/watching/moments.ts';
import { findPython } from '../session/node/distribution.ts';
import { defaultVersion } from '../session/python/versions.ts';
import { PROGRAMS, Recordings } from './test/recordedRun.ts';

/** Longer than a thread takes to be told what to run, in milliseconds. */
const CALM = 500;

const SCRIPT = path.join(PROGRAMS, 'travelled.py');

/** Stops in the program's own file alone. */
const OWN_CODE = { justMyCode: true, rules: [], packages: [] };

describe('a replay', () => {
  let recordings: Recordings;
  let file: string;
  before(async () => {
    recordings = new Recordings();
    file = recordings.file('travelled.rec');
    const { code, stderr } = await recordings.record(file, '--record-checks', '20', SCRIPT);
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
  });
  after(() => recordings.remove());

  function start(): StandingReplay {
    const python = findPython(defaultVersion());
    assert.ok(python);
    return new StandingReplay({
      program: python.interpreter,
      file,
      args: ['python', SCRIPT],
      libraries: [],
      env: {},
      recordedSwitches: 1000,
      main: ['travelled.py'],
    });
  }

  /** One that stands at the first line, and is closed when the test is over. */
  async function begin(context: {
    after(end: () => Promise<void>): void;
  }): Promise<StandingReplay> {
    const replay = start();
    context.after(() => replay.close());
    await replay.ready();
    replay.setSteppable(OWN_CODE);
    assert.equal(at(await moment(replay, { entry: true })), '<module>:1');
    return replay;
  }

  async function moment(replay: StandingReplay, targets: Targets): Promise<Moment> {
    const arrival = await replay.runTo(targets);
    assert.ok('moment' in arrival, 'It is over.');
    return arrival.moment;
  }

  function at({ name, line }: Moment): string {
    return `${name}:${line}`;
  }

  async function step(replay: StandingReplay, kind: 'in' | 'over' | 'out'): Promise<string> {
    return at(await moment(replay, { step: { kind, from: replay.moment as Moment } }));
  }

  async function toLine(replay: StandingReplay, line: number): Promise<Moment> {
    replay.setMarks({ lines: [{ path: (replay.moment as Moment).path, line, id: line }] });
    return moment(replay, { marks: true });
  }

  test('steps into calls, over them and out of them', async context => {
    const replay = await begin(context);
    await toLine(replay, 40);
    assert.equal(await step(replay, 'in'), 'add:10');
    assert.equal(await step(replay, 'over'), 'add:11');
    assert.equal(await step(replay, 'over'), 'add:12');
    assert.equal(await step(replay, 'over'), 'add:11');
    assert.equal(await step(replay, 'out'), '<module>:40');
    assert.equal(await step(replay, 'over'), '<module>:41');
    assert.equal(await step(replay, 'in'), 'numbers:17');
    assert.equal(await step(replay, 'over'), 'numbers:18', 'No line runs in between.');
  });

  test('steps through an exception to who handles it', async context => {
    const replay = await begin(context);
    await toLine(replay, 43);
    assert.equal(await step(replay, 'in'), 'fail:22');
    assert.equal(await step(replay, 'over'), '<module>:44');
  });

  test('steps over what a coroutine waits for, while others run', async context => {
    const replay = await begin(context);
    await toLine(replay, 31);
    assert.equal(await step(replay, 'in'), 'wait:26');
    assert.equal(await step(replay, 'over'), 'wait:27');
    assert.equal(await step(replay, 'over'), 'main:31');
    assert.equal(await step(replay, 'over'), 'main:32');
  });

  test('steps into switches, and over them', async context => {
    const replay = await begin(context);
    await toLine(replay, 48);
    assert.equal(await step(replay, 'in'), 'visit:36');
    assert.equal(await step(replay, 'in'), '<module>:49', 'It goes on where it had switched.');
    await toLine(replay, 51);
    assert.equal(at(await moment(replay, { switches: true })), 'add:10');
  });

  test('stops at marked lines each time, and where exceptions are raised', async context => {
    const replay = await begin(context);
    const hits: string[] = [];
    const { path: file } = replay.moment as Moment;
    replay.setMarks({ lines: [{ path: file, line: 12, id: 1 }] });
    for (let hit = 0; hit < 4; hit++) {
      const { thread, position } = await moment(replay, { marks: true });
      assert.ok(Number.isInteger(position));
      hits.push(`thread ${thread}`);
    }
    assert.deepEqual(hits, ['thread 1', 'thread 1', 'thread 2', 'thread 2']);
    const other = await begin(context);
    const raised = await moment(other, { raises: true });
    assert.equal(at(raised), 'fail:22');
    assert.ok(!Number.isInteger(raised.position), 'It is in the middle of an instruction.');
  });

  test('comes to the same moment by its position, whatever it has stopped at', async context => {
    const replay = await begin(context);
    const moments: Moment[] = [];
    for (const targets of [
      { lines: true },
      { raises: true },
      { switches: true },
      { lines: true },
    ]) {
      moments.push(await moment(replay, targets));
    }
    const other = await begin(context);
    for (const expected of moments) {
      const arrival = await other.runTo({}, expected.position);
      assert.equal(arrival.kind, 'limit');
      assert.deepEqual('moment' in arrival && arrival.moment, expected);
    }
  });

  test('stands at each instruction of a call, once the frame is made', async context => {
    const replay = await begin(context);
    const call = await toLine(replay, 40);
    const stood: string[] = [];
    for (let { line } = call; line !== 41; ) {
      const arrival = await replay.runTo({}, replay.position + 1);
      assert.ok('moment' in arrival);
      const { name, frame, caller } = arrival.moment;
      stood.push(at(arrival.moment));
      assert.equal(name === 'add' ? caller : frame, call.frame);
      line = arrival.moment.line;
    }
    assert.equal(stood.filter(each => each === 'add:9').length, 1);
  });

  test('may be closed before it has begun', async () => {
    const replay = start();
    const ready = replay.ready();
    await replay.close();
    await ready;
    assert.ok(replay.hasEnded);
    // Nothing comes of what was under way.
    await setTimeout(CALM);
  });

  test('tells what it has passed: lines of a frame, and the line that called it', async context => {
    const replay = await begin(context);
    await toLine(replay, 13);
    const end = replay.moment as Moment;
    const other = await begin(context);
    const survey = await other.survey({ step: { kind: 'over', from: end } }, end.position, 10);
    const passed = survey.arrivals.map(each => at(each.moment));
    assert.deepEqual(passed, [
      '<module>:40',
      ...['add:10', 'add:11', 'add:12', 'add:11', 'add:12', 'add:11'],
    ]);
    assert.ok(survey.isWhole);
    const third = await begin(context);
    const marks = [11, 36].map(line => ({ path: end.path, line, id: line }));
    third.setMarks({ lines: marks });
    const { arrivals } = await third.survey({ marks: true, raises: true }, Infinity, 3);
    assert.deepEqual(
      arrivals.map(each => `${each.kind} ${at(each.moment)}`),
      ['mark add:11', 'mark add:11', 'mark add:11'],
    );
  });

  test('is over before the interpreter takes itself apart, though code still runs then', async context => {
    const replay = await begin(context);
    const { path: file } = replay.moment as Moment;
    replay.setMarks({ lines: [{ path: file, line: 58, id: 1 }] });
    const { kind } = await replay.runTo({ marks: true, raises: true });
    assert.equal(kind, 'raise', 'that of the program itself');
    assert.equal((await replay.runTo({ marks: true })).kind, 'over');
  });

  test('ends as it was recorded, with the same memory at each check', async context => {
    const replay = await begin(context);
    for (let stop = 0; stop < 20; stop++) await replay.runTo({}, replay.position + 997);
    const arrival = await replay.runTo({});
    assert.deepEqual('outcome' in arrival && arrival.outcome, { kind: 'exited', code: 0 });
  });
});
