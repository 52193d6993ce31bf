/** The switches of a recorded program, and how they lead to where it was. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SwitchPage } from '../../protocol/customRequests.ts';
import type { DapClient } from './dapClient.ts';
import { replay } from './replayedProgram.ts';

/** The instructions by which a page's switches came. */
function instructionsOf({ time, delays }: SwitchPage): number[] {
  let sum = Math.round(time * 1_000);
  return delays.map(delay => {
    sum += delay;
    return sum;
  });
}

/** Where a program has stopped: the thread and the stack. */
async function place(client: DapClient): Promise<string> {
  const { threadId } = await client.event('stopped');
  const { threads } = await client.request('threads');
  const { stackFrames } = await client.request('stackTrace', { threadId });
  const { name } = threads.find(({ id }: { id: number }) => id === threadId);
  const frames = stackFrames.map(
    ({ name, line }: { name: string; line: number }) => `${name}:${line}`,
  );
  return `${name} ${frames.join(' < ')}`;
}

test('the switches of a replay are counted by instructions, and each can be gone to', async t => {
  const { client } = await replay(t, 'replayed.py');
  t.after(() => client.close());
  await client.request('configurationDone');
  await client.event('stopped');
  const whole: SwitchPage = await client.request('switchPage');
  assert.equal(whole.counts, 'instructions');
  assert.ok(whole.targets.length > 3);
  const instructions = instructionsOf(whole);
  assert.deepEqual(
    instructions,
    [...new Set(instructions)].sort((a, b) => a - b),
  );

  const places: string[] = [];
  for (const [index, instruction] of instructions.entries()) {
    await client.request('travelTo', { instruction });
    places.push(await place(client));
    const { now, ...page }: SwitchPage = await client.request('switchPage');
    const passed = instructions.filter(each => each <= now * 1_000);
    assert.equal(passed.length, index + 1);
    assert.deepEqual({ ...page, now: whole.now, labels: whole.labels }, whole);
  }
  for (const [index, instruction] of [...instructions.entries()].reverse()) {
    await client.request('travelTo', { instruction });
    assert.equal(await place(client), places[index]);
  }
});
