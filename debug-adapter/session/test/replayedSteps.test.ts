/** Many steps back in a row, of which most show what was kept of a line that a replay has passed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Conversation, ResumeCommand } from './conversation.ts';
import { replay } from './replayedProgram.ts';

const PROGRAM = 'replayed_lines.py';

/** What changes with nearly each line. */
const STATE =
  "locals().get('number'), locals().get('text'), len(kept), kept and repr(kept[-1])[:9]";

/** More than are kept at once. */
const STEPS = 50;

interface Sight {
  readonly threadId: number;
  readonly frameId: number;
  /** The line, variables, and what there is of continuations. */
  readonly shown: string;
}

/** Where it stops next. */
async function sight({ client }: Conversation): Promise<Sight> {
  const { threadId } = await client.event('stopped');
  const { stackFrames } = await client.request('stackTrace', { threadId });
  const [{ id: frameId, line }] = stackFrames;
  const { result } = await client.request('evaluate', { expression: STATE, frameId });
  const { continuations } = await client.request('continuations');
  const others = (continuations as { label: string; state: string; switches: number }[]).map(
    ({ label, state, switches }) => `${label} ${state} ${switches}`,
  );
  return { threadId, frameId, shown: `${line}: ${result} ${others.join(', ')}` };
}

async function go(talk: Conversation, command: ResumeCommand, from: Sight): Promise<Sight> {
  await talk.client.request(command, { threadId: from.threadId });
  return sight(talk);
}

test('steps back show the same as the steps forward that follow', async context => {
  const talk = await replay(context, PROGRAM);
  await talk.setBreakpoints('end');
  await talk.run();
  let here = await sight(talk);
  const back = [here.shown];
  for (let step = 0; step < STEPS; step++) {
    here = await go(talk, 'stepBack', here);
    back.push(here.shown);
  }
  for (const shown of back.toReversed()) {
    assert.equal(here.shown, shown);
    if (shown !== back[0]) here = await go(talk, 'next', here);
  }
});

test('a step back from the first line of a call leads to the line with the call', async context => {
  // Other calls of that line had their frames in the same place before.
  const talk = await replay(context, 'replayed_calls.py');
  await talk.setBreakpoints('first');
  await talk.run([]);
  await talk.stopped();
  await talk.go('stepBack');
  await talk.go('stepBack');
  await talk.go('continue');
  await talk.go('next');
  await talk.go('stepBack');
  await talk.go('stepBack');
  await talk.client.close();
  talk.assertGolden('steps back out of calls');
});

test('where memory is kept everything can be done that can be done where a replay stands', async context => {
  const talk = await replay(context, PROGRAM);
  const { client } = talk;
  await talk.setBreakpoints('end');
  await talk.run();
  let here = await sight(talk);
  for (let step = 0; step < 5; step++) here = await go(talk, 'stepBack', here);
  const { shown } = here;

  await client.request('evaluate', {
    expression: 'kept.clear()',
    frameId: here.frameId,
    context: 'repl',
  });
  assert.equal((await go(talk, 'stepBack', here)).shown === shown, false);
  here = await go(talk, 'next', here);
  assert.equal(here.shown, shown, 'What was evaluated has never happened.');

  for (let step = 0; step < 5; step++) here = await go(talk, 'stepBack', here);
  const { dataId } = await client.request('dataBreakpointInfo', {
    name: 'number',
    frameId: here.frameId,
  });
  await client.request('setDataBreakpoints', { breakpoints: [{ dataId }] });
  const changed = await go(talk, 'continue', here);
  assert.notEqual(changed.shown, here.shown);
  const again = await go(talk, 'reverseContinue', changed);
  assert.notEqual(again.shown, changed.shown);
  await client.request('setDataBreakpoints', { breakpoints: [] });

  here = await go(talk, 'stepBack', again);
  here = await go(talk, 'stepBack', here);
  const { position } = await client.request('replayPosition');
  await client.request('goToPosition', { position });
  assert.equal((await sight(talk)).shown, here.shown);
  here = await go(talk, 'continue', here);
  assert.equal(here.shown.split(':')[0], `${talk.program.line('end')}`);
});
