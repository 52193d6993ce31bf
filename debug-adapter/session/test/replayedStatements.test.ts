/** Breakpoints on statements of a line, and on instructions, and steps into one call of a line, in recorded programs. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { replay } from './replayedProgram.ts';

test('a replay stops at one of several statements on a line, forwards and back', async t => {
  const talk = await replay(t, 'places.py');
  await talk.setBreakpoints(
    { at: 'several', column: 13 },
    { at: 'several', column: 33, hitCondition: '3' },
    { at: 'lambda', column: 31, condition: 'each == 2' },
  );
  await talk.run();
  await talk.stopped();
  await talk.evaluate('found');
  await talk.go('continue');
  await talk.evaluate('each');
  await talk.go('continue');
  await talk.go('continue');
  await talk.go('continue');
  await talk.go('continue');
  await talk.evaluate('found');
  await talk.go('reverseContinue');
  await talk.go('reverseContinue');
  await talk.evaluate('each');
  await talk.setBreakpoints({ at: 'wide', column: 25 }, { at: 'print', column: 9 });
  await talk.go('reverseContinue');
  await talk.evaluate('text');
  await talk.go('next');
  await talk.client.close();
  talk.assertGolden('statements of a line in a replay');
});

test('a replay stops at instructions, forwards and back', async t => {
  const talk = await replay(t, 'counting.py');
  const { client } = talk;
  await talk.setBreakpoints('loop');
  await talk.run();
  await talk.stopped();
  await talk.setBreakpoints();
  const frames = await talk.frames(1);
  const { instructions } = await client.request('disassemble', {
    memoryReference: frames[0]?.instructionPointerReference,
    instructionCount: 40,
  });
  const call = instructions.find(({ instruction }: { instruction: string }) =>
    instruction.startsWith('CALL '),
  );
  const { breakpoints } = await client.request('setInstructionBreakpoints', {
    breakpoints: [
      { instructionReference: call.address, condition: 'True', hitCondition: '>= 2' },
      { instructionReference: 'nowhere' },
    ],
  });
  assert.deepEqual(
    breakpoints.map(({ verified }: { verified: boolean }) => verified),
    [true, false],
  );
  const pointer = async (): Promise<string | undefined> =>
    (await talk.frames(1))[0]?.instructionPointerReference;
  const go = async (command: 'continue' | 'reverseContinue'): Promise<string> =>
    (await talk.go(command)).reason;
  const number = (): Promise<void> => talk.evaluate('number');
  assert.equal(await go('continue'), 'instruction breakpoint');
  assert.equal(await pointer(), call.address);
  await number();
  assert.equal(await go('continue'), 'instruction breakpoint');
  await number();
  assert.equal(await go('reverseContinue'), 'instruction breakpoint');
  assert.equal(await pointer(), call.address);
  await number();
  assert.equal(await go('reverseContinue'), 'entry');
  await client.close();
  talk.assertGolden('instruction breakpoints of a replay');
});

test('a replay steps into one call of a line', async t => {
  const talk = await replay(t, 'places.py');
  await talk.setBreakpoints('first');
  await talk.run();
  await talk.stopped();
  const [one, add] = await talk.stepTargets();
  await talk.go('stepIn', undefined, { targetId: add?.id });
  await talk.variables();
  await talk.go('stepBack');
  const again = await talk.stepTargets();
  assert.deepEqual(
    again.map(({ label }) => label),
    [one?.label, add?.label],
  );
  await talk.go('stepIn', undefined, { targetId: again[0]?.id });
  await talk.client.close();

  const other = await replay(t, 'switching.py');
  await other.setBreakpoints('two_on_a_line');
  await other.run();
  await other.stopped();
  const targets = await other.stepTargets();
  await other.go('stepIn', undefined, { targetId: targets[1]?.id });
  await other.client.close();
  talk.assertGolden('step targets in a replay');
  other.assertGolden('step targets of switches in a replay');
});
