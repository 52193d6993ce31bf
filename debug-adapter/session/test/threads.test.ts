import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { Conversation } from './conversation.ts';

/** The names of the threads, without where those stand that may have gone on by themselves. */
async function threadNames(talk: Conversation): Promise<string[]> {
  return (await wholeNames(talk)).map(name => name.replace(/ · \w+\.py:\d+$/, '')).sort();
}

async function wholeNames(talk: Conversation): Promise<string[]> {
  const { threads } = await talk.client.request('threads');
  return threads.map(({ name }: DebugProtocol.Thread) => name);
}

/** The functions on a thread's stack that are the program's, innermost first. */
async function functions(talk: Conversation, thread: string): Promise<string[]> {
  const frames = await talk.frames(await talk.threadId(thread));
  return frames.filter(({ source }) => source?.name === talk.program.name).map(({ name }) => name);
}

/** The line in which a thread stands. */
async function line(talk: Conversation, thread: string): Promise<number | undefined> {
  return (await talk.frames(await talk.threadId(thread)))[0]?.line;
}

test('threads of the program have names, stacks and steps of their own, and stand together', async () => {
  const talk = await Conversation.stoppedAt('threaded.py', 'begin');
  assert.deepEqual(await threadNames(talk), [
    'main',
    'paused_child (g1)',
    'spinner',
    'waiter',
    'worker',
  ]);
  assert.deepEqual(await functions(talk, 'worker'), ['compute']);
  assert.deepEqual(await functions(talk, 'waiter'), ['wait']);
  assert.deepEqual(await functions(talk, 'spinner'), ['spin']);
  assert.equal((await functions(talk, 'paused_child'))[0], 'paused_child');

  const count = async (): Promise<string> => {
    const frameId = await talk.frameId('worker');
    const { result } = await talk.client.request('evaluate', { expression: 'counts[0]', frameId });
    return result;
  };
  const before = await count();
  assert.equal(await count(), before);

  const begin = talk.program.line('begin');
  const lines: (number | undefined)[] = [];
  for (const command of ['next', 'next', 'stepIn', 'stepOut', 'next'] as const) {
    await talk.go(command);
    lines.push(await line(talk, 'worker'));
  }
  assert.deepEqual(lines, [begin + 1, begin + 2, talk.program.line('twice'), begin + 2, begin + 3]);

  await talk.setBreakpoints('over');
  await talk.go('continue');
  assert.deepEqual(await threadNames(talk), ['main']);
  await talk.finish();
});

test('a pause stops a program whose main thread waits for a busy one, in whichever is to be paused', async () => {
  const talk = await Conversation.launch('busy_thread.py');
  await talk.run();
  await talk.client.event('output', ({ output }) => output.startsWith('ready'));
  for (let time = 0; time < 2; time++) {
    await talk.client.request('pause', { threadId: await talk.threadId('main') });
    await talk.stopped();
    assert.deepEqual(await threadNames(talk), ['main', 'spinner']);
    assert.deepEqual(await functions(talk, 'spinner'), ['spin']);
    await talk.start('continue');
    // D40: a program that runs is at no place.
    assert.deepEqual(await wholeNames(talk), ['main', 'spinner']);
  }
  const spinner = await talk.threadId('spinner');
  await talk.client.request('pause', { threadId: spinner });
  assert.equal((await talk.stopped()).threadId, spinner);
  assert.deepEqual(await threadNames(talk), ['main', 'spinner']);
  // Its step ends in it, too.
  assert.equal((await talk.go('next')).threadId, spinner);
  await talk.client.request('disconnect', { terminateDebuggee: true });
  await talk.client.close();
});

test('the thread of a stop is there for any request, in a greenlet of a thread that nobody was told of', async () => {
  const talk = await Conversation.launch('greenlet_in_thread.py');
  const { client } = talk;
  await talk.setBreakpoints('first', 'second');
  await talk.run();
  const { threadId } = await client.event('stopped');
  const line = async (): Promise<number> => {
    const { stackFrames } = await client.request('stackTrace', { threadId });
    return stackFrames[0].line;
  };
  assert.equal(await line(), talk.program.line('first'));
  assert.equal(await line(), talk.program.line('first'));
  await client.request('next', { threadId });
  assert.equal((await client.event('stopped')).threadId, threadId);
  assert.equal(await line(), talk.program.line('first') + 1);
  await client.request('continue', { threadId });
  assert.equal((await client.event('stopped')).threadId, threadId);
  assert.equal(await line(), talk.program.line('second'));
  await client.close();
});
