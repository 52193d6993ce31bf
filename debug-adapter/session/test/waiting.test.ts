import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Conversation } from './conversation.ts';

/** What ends each wait of the program. */
const ENDS = { lock: 'lock.release()', event: 'event.set()', queue: 'jobs.put(1)' };

/** What lets a program go on. */
const RESUMES = [
  ['continue', { threadId: 1 }],
  ['next', { threadId: 1 }],
  ['stepToSwitch', {}],
  ['runToContinuation', { continuationId: 1 }],
  ['runToContinuation', { continuationId: 99 }],
] as const;

test('a program that waits for another thread listens to its debugger', async () => {
  const talk = await Conversation.launch('waiting.py');
  await talk.run();
  for (const [name, expression] of Object.entries(ENDS)) {
    await talk.client.event('output', body => body.output === `waiting for a ${name}\n`);
    // Answered while the program waits.
    await talk.setBreakpoints('over');
    await talk.client.request('pause', { threadId: 1 });
    const { reason, threadId } = await talk.client.event('stopped');
    assert.equal(reason, 'pause');
    const frame = (await talk.frames(threadId)).at(-1);
    assert.equal(frame?.name, '<module>');
    await talk.client.request('evaluate', { expression, frameId: frame?.id, context: 'repl' });
    await talk.client.request('continue', { threadId });
  }
  await talk.client.event('stopped', body => body.reason === 'breakpoint');
  await talk.client.close();
});

test('R15: what is asked of a program that runs is answered, whatever pauses it meanwhile', async () => {
  const talk = await Conversation.launch('spinning.py');
  const { client } = talk;
  await talk.run();
  await client.event('output', body => body.output.startsWith('spinning'));
  for (let round = 0; round < 5; round++) {
    const names = Array.from({ length: 40 }, (_, index) => ({ name: `function_${index}` }));
    const asked = Array.from({ length: 20 }, () => [
      client.send('setFunctionBreakpoints', { breakpoints: names }),
      client.send('loadedSources'),
      client.send('pause', { threadId: 1 }),
    ]);
    for (const answer of await Promise.all(asked.flat())) assert.ok(answer.success, answer.message);
    await client.event('stopped');
    await client.request('continue', { threadId: 1 });
  }
  await client.close();
});

test('R15: what the debugger refuses while the program runs is no exception of the program', async () => {
  const talk = await Conversation.launch('spinning.py', { justMyCode: false });
  const { client } = talk;
  await talk.run([]);
  await client.event('output', body => body.output.startsWith('spinning'));
  await talk.setFilters('raised', 'userUnhandled');
  for (const memoryReference of ['0x500000000', '0x7f00000000', 'nowhere']) {
    const refused = await client.send('disassemble', { memoryReference, instructionCount: 3 });
    assert.equal(refused.success, false);
  }
  await client.request('pause', { threadId: 1 });
  assert.equal((await client.event('stopped')).reason, 'pause');
  await client.close();
});

test('R15: nothing but its beginning lets a program go on that has not begun', async () => {
  const talk = await Conversation.launch('spinning.py', { justMyCode: false });
  const { client } = talk;
  await talk.setFilters('raised', 'userUnhandled');
  const refuseAll = (why: RegExp) =>
    Promise.all(
      RESUMES.map(async ([command, args]) => {
        const { message } = await client.send(command, args);
        assert.match(message ?? 'not refused', why, command);
      }),
    );
  await refuseAll(/not begun yet|no thread 1/);
  // While what is configured is on its way: it arrives after some of them, or before.
  const done = client.request('configurationDone');
  await Promise.all([refuseAll(/not begun yet|no thread 1|is running/), done]);
  await refuseAll(/is running/);
  await client.event('output', body => body.output.startsWith('spinning'));
  await client.request('pause', { threadId: 1 });
  assert.equal((await client.event('stopped')).reason, 'pause');
  await client.request('restart');
  await client.event('output', body => body.output.startsWith('spinning'));
  await client.close();
});
