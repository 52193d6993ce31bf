/** Steps where a library decides what runs next: an event loop, a hub, a function with callbacks. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Conversation, type ResumeCommand } from './conversation.ts';
import { walk } from './walk.ts';

for (const [what, marker, commands] of [
  ['over the end of a task', 'leaf_ends', ['next', 'next']],
  ['over the end of the first task', 'main_ends', ['next', 'next']],
  ['out of a task', 'work_ends', ['stepOut', 'stepOut', 'next']],
  ['out of a task that nobody awaits yet', 'unrelated', ['stepOut']],
  ['into a task that is awaited', 'task', ['stepIn', 'stepIn', 'stepIn', 'stepOut']],
  ['into tasks that are gathered', 'gathers', ['stepIn', 'stepOut', 'next']],
  ['over the end of a group of tasks', 'groups', ['next', 'next']],
  ['into a task behind a shield, and a greenlet', 'shields', ['stepIn', 'next', 'next']],
  ['over the end of a callback', 'replaces', ['next', 'next', 'next']],
  ['out of a callback', 'replaces', ['stepOut', 'next']],
  ['over an await that fails', 'fails', ['next', 'next', 'next']],
  ['over the end of a coroutine that an exception passes', 'leaves', ['next', 'next']],
  ['into what deals with an exception of a task', 'leaves', ['stepIn', 'stepIn']],
  ['out of a coroutine to whom an exception came', 'leaves', ['stepOut', 'next']],
  ['over the failure of a generator that is thrown into', 'refuses', ['next', 'next', 'next']],
  ['into what deals with an exception of a generator', 'refuses', ['stepIn', 'stepIn', 'stepIn']],
  ['over the ends of greenlets of a hub', 'first', ['next', 'next']],
] satisfies [string, string, ResumeCommand[]][]) {
  test(`steps ${what}`, () => walk(`steps ${what}`, 'tasks.py', marker, commands));
}

test('steps in a program whose own module is called asyncio', () =>
  walk(
    'steps with an own asyncio',
    'own_asyncio/countdown.py',
    'counts',
    ['next', 'next', 'stepIn', 'stepOut', 'next'],
    { rules: [{ path: '**/own_asyncio/asyncio.py', include: false }] },
  ));

test('a breakpoint at an await that fails is hit once', async () => {
  const talk = await Conversation.launch('tasks.py');
  await talk.setBreakpoints('fails', 'handles');
  await talk.run();
  for (const marker of ['fails', 'handles']) {
    const { threadId } = await talk.client.event('stopped');
    assert.equal((await talk.frames(threadId))[0]?.line, talk.program.line(marker));
    await talk.client.request('continue', { threadId });
  }
  await talk.ended();
});
