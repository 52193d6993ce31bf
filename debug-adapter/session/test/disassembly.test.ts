import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { Conversation } from './conversation.ts';

async function disassemble(
  talk: Conversation,
  args: Omit<DebugProtocol.DisassembleArguments, 'memoryReference'>,
): Promise<DebugProtocol.DisassembledInstruction[]> {
  const frame = await instructionPointer(talk);
  const { instructions } = await talk.client.request('disassemble', {
    memoryReference: frame,
    ...args,
  });
  return instructions;
}

async function instructionPointer(talk: Conversation): Promise<string> {
  const [frame] = await talk.frames(1);
  return String(frame?.instructionPointerReference);
}

test('shows the bytecode around a frame, and where there is none', async () => {
  const talk = await Conversation.stoppedAt('jumping.py', 'inner');
  const instructions = await disassemble(talk, {
    instructionOffset: -3,
    instructionCount: 6,
    resolveSymbols: true,
  });
  for (const each of instructions) {
    const { instruction, instructionBytes = '', symbol = '', presentationHint = '' } = each;
    const where = `${each.location?.name ?? ''} ${each.line ?? ''}`;
    talk.say(`${instructionBytes}|${instruction}|${symbol}|${where}|${presentationHint}`);
  }
  const addresses = instructions.map(({ address }) => BigInt(address));
  assert.deepEqual(
    addresses,
    addresses.toSorted((a, b) => Number(a - b)),
  );
  assert.equal(instructions[3]?.address, await instructionPointer(talk));
  const far = await talk.client.send('disassemble', {
    memoryReference: '0x10',
    instructionCount: 1,
  });
  talk.say(`disassemble 0x10: ${far.message}`);
  await talk.finish();
  talk.assertGolden('disassembly');
});

test('steps by instructions, and stops at one', async () => {
  const talk = await Conversation.stoppedAt('jumping.py', 'start');
  await talk.setBreakpoints();
  const code = await disassemble(talk, { instructionCount: 40 });
  const say = async (): Promise<void> => {
    const at = await instructionPointer(talk);
    talk.say(`at ${code.find(({ address }) => address === at)?.instruction ?? 'elsewhere'}`);
  };
  await say();
  for (let steps = 0; steps < 4; steps++) {
    await talk.client.request('next', { threadId: 1, granularity: 'instruction' });
    await talk.client.event('stopped');
    await say();
  }
  const target = code.find(({ instruction }) => instruction.includes('(inner'));
  const middle = code.find(({ instruction }) => instruction.startsWith('POP_TOP'));
  const { breakpoints } = await talk.client.request('setInstructionBreakpoints', {
    breakpoints: [
      { instructionReference: target?.address },
      { instructionReference: middle?.address, offset: 1 },
      { instructionReference: 'nowhere' },
    ],
  });
  for (const { verified, line, message = '' } of breakpoints) {
    talk.say(`instruction breakpoint: ${verified} ${line ?? ''} ${message}`);
  }
  await talk.go('continue');
  await say();
  await talk.finish();
  talk.assertGolden('instruction breakpoints and steps');
});

test('a breakpoint on an instruction outlives steps that end there', async () => {
  const talk = await Conversation.stoppedAt('counting.py', 'loop');
  await talk.setBreakpoints();
  const [start] = await disassemble(talk, { instructionCount: 1 });
  await talk.client.request('setInstructionBreakpoints', {
    breakpoints: [{ instructionReference: start?.address }],
  });
  const ids = new Set<number>();
  // Into a call, out of it, and over to where the breakpoint is, which so counts as hit.
  for (const command of ['stepIn', 'stepOut', 'next', 'next', 'continue', 'continue']) {
    await talk.client.request(command, { threadId: 1 });
    const { reason, hitBreakpointIds = [] } = await talk.client.event('stopped');
    for (const id of hitBreakpointIds) ids.add(id);
    const [top] = await talk.frames(1);
    talk.say(`> ${command}: ${reason} at ${top?.name} ${top?.source?.name}:${top?.line}`);
    talk.say(`  ${hitBreakpointIds.length === 0 ? 'no breakpoint' : 'the breakpoint'}`);
    if (top?.name === 'count') await talk.evaluate('number');
  }
  assert.equal(ids.size, 1);
  await talk.client.close();
  talk.assertGolden('an instruction breakpoint and steps that end there');
});
