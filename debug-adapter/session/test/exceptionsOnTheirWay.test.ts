/** Exceptions that pass from the user's code to a library, or end a thread. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Conversation } from './conversation.ts';
import { leavingStops, runToEnd } from './stops.ts';

test('D7: each exception that leaves the code of the user stops, however short its life', async () => {
  const talk = await Conversation.launch('leaving.py');
  await talk.run(['userUnhandled']);
  assert.deepEqual(await runToEnd(talk), leavingStops(talk));
});

test('D8: an exception that ends a thread is uncaught', async () => {
  const talk = await Conversation.launch('failing_threads.py');
  await talk.run(['uncaught']);
  const fail = `fail ${talk.program.line('fail')}: TimeoutError`;
  assert.deepEqual(await runToEnd(talk), [
    `${fail}: function`,
    `${fail}: method`,
    `${fail}: timer`,
    `leave ${talk.program.line('leave')}: __main__.Leaving: leaving`,
    `${fail}: without an object`,
  ]);
});
