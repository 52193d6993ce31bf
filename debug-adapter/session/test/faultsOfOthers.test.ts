/** What debugpy 1.8.22 was measured to do wrong with greenlets, done right. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Conversation } from './conversation.ts';

/** Where the selected continuation stands. */
async function place(talk: Conversation, { threadId }: { threadId?: number }): Promise<string> {
  const [top] = await talk.frames(threadId as number);
  return `${top?.name}:${top?.line}`;
}

test('every continuation is seen, not the running one alone', async () => {
  const talk = await Conversation.stoppedAt('ring.py', 'second_switches');
  const { threads } = await talk.client.request('threads');
  const names = threads.map(({ name }: { name: string }) => name.replace(/ ·.*/, ''));
  assert.deepEqual(names, ['main', 'first (g1)', 'second (g2)']);
  for (const { id } of threads) assert.notEqual((await talk.frames(id)).length, 0);
  await talk.client.close();
});

for (const [command, what] of [
  ['next', 'a step over the last line of a greenlet'],
  ['stepOut', 'a step out of the body of a greenlet'],
] as const) {
  test(`${what} is not lost: it ends in the parent`, async () => {
    const talk = await Conversation.stoppedAt('ring.py', 'first_ends');
    const stop = await talk.go(command);
    assert.equal(stop.reason, 'step');
    assert.equal(await place(talk, stop), `<module>:${talk.program.line('resume')}`);
    const next = await talk.go('next');
    assert.equal(await place(talk, next), `<module>:${talk.program.line('end')}`);
    await talk.client.close();
  });
}

test('ids of threads stay the same through any number of suspensions', async () => {
  const talk = await Conversation.stoppedAt('ring.py', 'first_switches', 'second_switches');
  const seen = new Map<string, Set<number>>();
  for (let stop = 0; stop < 5; stop++) {
    const { threads } = await talk.client.request('threads');
    for (const { id, name } of threads) {
      const who = name.replace(/ ·.*/, '');
      seen.set(who, (seen.get(who) ?? new Set()).add(id));
    }
    await talk.go('continue');
  }
  assert.deepEqual([...seen.keys()], ['main', 'first (g1)', 'second (g2)']);
  for (const [who, ids] of seen) assert.equal(ids.size, 1, `${who} had the ids ${[...ids]}`);
  await talk.client.close();
});

test('a step of a suspended continuation steps that one, not the one that runs', async () => {
  const talk = await Conversation.stoppedAt('ring.py', 'second_switches');
  await talk.setBreakpoints();
  const stop = await talk.go('next', 'first');
  assert.equal(stop.threadId, await talk.threadId('first'));
  assert.match(await place(talk, stop), /^first:/);
  await talk.client.close();
});

test('a watch expression does not take breakpoints away', async () => {
  const talk = await Conversation.stoppedAt('ring.py', 'first_switches');
  for (let turn = 0; turn < 2; turn++) {
    await talk.evaluate('second_greenlet.dead or [turn for turn in range(3)]');
    const stop = await talk.go('continue');
    assert.equal(stop.reason, 'breakpoint');
  }
  await talk.client.close();
});

test("the program's own tracer of greenlets stays in its place", async () => {
  const talk = await Conversation.stoppedAt('ring.py', 'begin');
  const setTrace = 'import greenlet; greenlet.settrace(lambda event, ends: traced.append(event))';
  await talk.evaluate(`traced = []; ${setTrace}`, undefined, 'repl');
  await talk.go('stepIn');
  const frameId = await talk.frameId();
  const traced = await talk.client.request('evaluate', { expression: 'traced', frameId });
  assert.equal(traced.result, "['switch']");
  await talk.client.close();
});
