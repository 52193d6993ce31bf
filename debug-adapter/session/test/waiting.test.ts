import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Conversation } from './conversation.ts';

/** What ends each wait of the program. */
const ENDS = { lock: 'lock.release()', event: 'event.set()', queue: 'jobs.put(1)' };

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

test('R15: nor is what it refuses before the program runs', async () => {
  const talk = await Conversation.launch('spinning.py', { justMyCode: false });
  const { client } = talk;
  await talk.setFilters('raised', 'userUnhandled');
  for (const [command, args] of [
    ['disassemble', { memoryReference: 'nowhere', instructionCount: 3 }],
    ['source', { sourceReference: 0, source: { path: 'nowhere.py' } }],
    [
      'setBreakpoints',
      { source: { path: 'nowhere.py' }, breakpoints: [{ line: 1, condition: '1 +' }] },
    ],
  ] as const) {
    await client.send(command, args);
  }
  await talk.run([]);
  await client.event('output', body => body.output.startsWith('spinning'));
  await client.request('pause', { threadId: 1 });
  assert.equal((await client.event('stopped')).reason, 'pause');
  await client.close();
});
