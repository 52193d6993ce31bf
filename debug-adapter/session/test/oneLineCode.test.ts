/** Breakpoints in code that begins, and does something, on the same line. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Conversation } from './conversation.ts';

/**
 * How often each piece of code in `one_line.py` stops at a breakpoint on its line: in all of the
 * program, where the line that makes it counts as well, and in the second of its two turns.
 */
const STOPS: Record<string, { all: number; secondTurn: number }> = {
  area: { all: 11, secondTurn: 5 },
  lambda: { all: 7, secondTurn: 3 },
  method: { all: 7, secondTurn: 3 },
  property: { all: 7, secondTurn: 3 },
  static: { all: 8, secondTurn: 3 },
  class: { all: 8, secondTurn: 4 },
  coroutine: { all: 7, secondTurn: 3 },
  generator: { all: 5, secondTurn: 2 },
  expression: { all: 8, secondTurn: 4 },
  closure: { all: 12, secondTurn: 6 },
};

/** Lets the program run to its end. @returns how often it stopped at each marked line. */
async function countStops(talk: Conversation): Promise<Record<string, number>> {
  const markers = new Map(Object.keys(STOPS).map(marker => [talk.program.line(marker), marker]));
  const counts: Record<string, number> = {};
  for (;;) {
    const { event, body } = await talk.client.eventOf('stopped', 'terminated');
    if (event === 'terminated') break;
    const [top] = await talk.frames(body.threadId);
    const marker = markers.get(top?.line as number) ?? `line ${top?.line}`;
    counts[marker] = (counts[marker] ?? 0) + 1;
    await talk.client.request('continue', { threadId: body.threadId });
  }
  await talk.client.close();
  return counts;
}

function expected(what: 'all' | 'secondTurn'): Record<string, number> {
  return Object.fromEntries(
    Object.entries(STOPS).map(([marker, counts]) => [marker, counts[what]]),
  );
}

test('D1: breakpoints in one-line code are hit each time it runs', async () => {
  const talk = await Conversation.launch('one_line.py');
  await talk.setBreakpoints(...Object.keys(STOPS));
  await talk.run();
  assert.deepEqual(await countStops(talk), expected('all'));
});

test('D1: breakpoints that are set in one-line code after it has run are hit', async () => {
  const talk = await Conversation.stoppedAt('one_line.py', 'second_turn');
  await talk.setBreakpoints(...Object.keys(STOPS));
  await talk.start('continue');
  assert.deepEqual(await countStops(talk), expected('secondTurn'));
});

test('D1: breakpoints that are taken away from one-line code are gone', async () => {
  const talk = await Conversation.stoppedAt('one_line.py', ...Object.keys(STOPS));
  await talk.setBreakpoints('lambda');
  await talk.start('continue');
  assert.deepEqual(await countStops(talk), { lambda: STOPS.lambda?.all });
});

test('D1: conditions, hit counts, log points, columns and steps in one-line code', async () => {
  const talk = await Conversation.stoppedAt('one_line.py', 'second_turn');
  await talk.setBreakpoints(
    { at: 'area', condition: 'width == 3' },
    { at: 'lambda', logMessage: 'square of {number}' },
    { at: 'method', hitCondition: '3' },
    { at: 'generator', column: 26 },
  );
  await talk.go('continue');
  await talk.go('stepOut');
  await talk.go('next');
  await talk.go('next');
  await talk.go('stepIn');
  await talk.go('continue');
  await talk.go('continue');
  await talk.go('continue');
  await talk.finish();
  talk.assertGolden('one-line code');
});
