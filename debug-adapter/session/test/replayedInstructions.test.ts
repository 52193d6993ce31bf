/** Steps by instructions in recorded programs. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { Conversation, type ResumeCommand } from './conversation.ts';
import { replay } from './replayedProgram.ts';

/** Over what a line does, into a call that it makes, and out of that again. */
const STEPS = [
  ...['next', 'next', 'stepIn', 'stepIn', 'next', 'next', 'stepIn', 'next', 'stepIn', 'next'],
  ...['next', 'next', 'next', 'stepIn', 'next', 'next', 'next', 'stepIn', 'next', 'next'],
] as const;

/** The function, the line, and the instruction where it stands: its number in the code object. */
async function place(talk: Conversation): Promise<string> {
  const [top] = await talk.frames(1);
  const { name, line, instructionPointerReference: reference } = top ?? {};
  return `${name}:${line} ${BigInt(reference as string) & 0xffffffffn}`;
}

async function step(talk: Conversation, command: ResumeCommand): Promise<string> {
  await talk.go(command, undefined, { granularity: 'instruction' });
  return place(talk);
}

for (const [program, marker] of [
  ['jumping.py', 'start'],
  ['switching.py', 'start'],
] as const) {
  test(`a replay steps by instructions as the program does (${program})`, async t => {
    const live = await Conversation.stoppedAt(program, marker);
    await live.setBreakpoints();
    const talk = await replayAt(t, program, marker);
    let here = await place(talk);
    assert.equal(here, await place(live));
    for (const command of STEPS) {
      const from = here;
      here = await step(talk, command);
      assert.equal(here, await step(live, command), `${from} ${command}`);
    }
    await live.client.close();
    await talk.client.close();
  });
}

// What has run often is run in other forms, some of which do the work of two instructions.
test('a replay steps back by the instructions that a program has run', async t => {
  const talk = await replayAt(t, 'counting.py', 'loop');
  const start = await place(talk);
  // Around the loop twice.
  const places = [start];
  while (places.length < 3 || places.filter(each => each === start).length < 3) {
    places.push(await step(talk, 'next'));
  }
  for (const expected of places.toReversed().slice(1)) {
    assert.equal(await step(talk, 'stepBack'), expected);
  }
  assert.equal(await step(talk, 'next'), places[1]);
  await talk.client.close();
});

test('a replay steps back from the first instruction of a call to the one that calls', async t => {
  const talk = await replayAt(t, 'counting.py', 'loop');
  let caller = await place(talk);
  let here = await step(talk, 'stepIn');
  while (functionOf(here) === functionOf(caller)) {
    [caller, here] = [here, await step(talk, 'stepIn')];
  }
  const first = here;
  here = await step(talk, 'next');
  assert.equal(await step(talk, 'stepBack'), first);
  assert.equal(await step(talk, 'stepBack'), caller);
  await talk.client.close();
});

async function replayAt(t: TestContext, program: string, marker: string): Promise<Conversation> {
  const talk = await replay(t, program);
  await talk.setBreakpoints(marker);
  await talk.run();
  await talk.stopped();
  await talk.setBreakpoints();
  return talk;
}

function functionOf(place: string): string | undefined {
  return place.split(':')[0];
}
