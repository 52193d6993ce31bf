import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Conversation } from './conversation.ts';

async function sayExceptionInfo(talk: Conversation): Promise<void> {
  const info = await talk.client.request('exceptionInfo', { threadId: 1 });
  talk.say(`${info.exceptionId} (${info.breakMode}): ${info.description}`);
  for (const inner of info.details.innerException) {
    talk.say(`  because of ${inner.fullTypeName}: ${inner.message}`);
  }
}

test('stops where exceptions are raised', async () => {
  const talk = await Conversation.launch('exceptions.py');
  await talk.run(['raised']);
  await talk.stopped();
  await sayExceptionInfo(talk);
  await talk.go('continue');
  await sayExceptionInfo(talk);
  await talk.finish();
  talk.assertGolden('raised exceptions');
});

test('stops at an exception that nobody handles, with the stack that raised it', async () => {
  const talk = await Conversation.launch('exceptions.py');
  await talk.run(['uncaught']);
  await talk.stopped();
  await sayExceptionInfo(talk);
  const [thread] = (await talk.client.request('threads')).threads;
  const frames = await talk.frames(thread.id);
  const worker = frames.find(frame => frame.name === 'worker');
  const { result } = await talk.client.request('evaluate', {
    expression: 'local',
    frameId: worker?.id,
  });
  talk.say(`local in worker: ${result}`);
  await talk.finish();
  talk.assertGolden('uncaught exception');
});

test('stops where an exception leaves a greenlet, or the code of the user', async () => {
  const talk = await Conversation.launch('crossing.py');
  await talk.run(['crossing', 'userUnhandled', 'uncaught']);
  await talk.stopped();
  await talk.exceptionInfo();
  await talk.go('continue');
  await talk.exceptionInfo();
  await talk.go('continue');
  await talk.exceptionInfo();
  await talk.finish();
  talk.assertGolden('exceptions that leave');
});

test('D45: an exception that leaves the code of the user is shown there, whoever raised it', async () => {
  const talk = await Conversation.launch('cancelled.py');
  await talk.run(['userUnhandled']);
  for (const marker of ['sleeps', 'loads']) {
    const { threadId } = await talk.client.event('stopped');
    const [top] = await talk.frames(threadId);
    assert.equal(top?.source?.name, 'cancelled.py');
    assert.equal(top?.line, talk.program.line(marker));
    await talk.client.request('continue', { threadId });
  }
  await talk.ended();
});

test('filters of exceptions have conditions, and options choose classes', async () => {
  const talk = await Conversation.launch('crossing.py');
  await talk.run([{ filterId: 'raised', condition: "'parent' in str(exception)" }]);
  await talk.stopped();
  await talk.exceptionInfo();
  await talk.client.request('setExceptionBreakpoints', {
    filters: [],
    exceptionOptions: [
      { path: [{ names: ['Python'] }, { names: ['LookupError'] }], breakMode: 'always' },
    ],
  });
  await talk.go('continue');
  await talk.exceptionInfo();
  await talk.finish();
  talk.assertGolden('conditions of exceptions');
});
