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
