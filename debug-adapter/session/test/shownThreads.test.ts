/** Which of a program's continuations are shown as threads. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { Conversation } from './conversation.ts';

for (const [what, configuration, expected] of [
  ['no more than the configuration allows', { maxThreads: 3 }, ['main', 'reader', 'writer']],
  ['those whose names it wants', { threadFilter: ['read*'] }, ['main', ...Array(5).fill('reader')]],
  [
    'but not those that it does not want',
    { threadFilter: ['!w*'], maxThreads: 2 },
    ['main', 'reader'],
  ],
] as const) {
  test(`threads are ${what}`, async () => {
    const talk = await Conversation.launch('crowd.py', configuration);
    await talk.setBreakpoints('last');
    await talk.run();
    await talk.client.event('stopped');
    assert.deepEqual(await kinds(talk), expected);
    const { output } = await talk.client.event('output', ({ category }) => category === 'console');
    assert.match(output, new RegExp(`^${expected.length} of 11 continuations shown as threads`));
    await talk.client.close();
  });
}

test('the continuation that runs is shown whatever the configuration says', async () => {
  const talk = await Conversation.launch('crowd.py', { threadFilter: ['reader'], maxThreads: 2 });
  await talk.setBreakpoints('writes');
  await talk.run();
  const { threadId } = await talk.client.event('stopped');
  const { threads } = await talk.client.request('threads');
  const active = threads.find(({ id }: DebugProtocol.Thread) => id === threadId);
  assert.equal(active?.name, 'writer (g2) · active');
  await talk.client.close();
});

async function kinds(talk: Conversation): Promise<string[]> {
  const { threads } = await talk.client.request('threads');
  return (threads as DebugProtocol.Thread[]).map(({ name }) => name.replace(/ .*/, ''));
}
