/** `breakpoint()` and pdb in the program, and what the user types of them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultVersion } from '../python/versions.ts';
import { Conversation } from './conversation.ts';
import { outputOf, runToEnd } from './stops.ts';

test('D9: a program that calls for a debugger stops at its next line', async () => {
  const talk = await Conversation.launch('calling_breakpoint.py');
  const printed = outputOf(talk, 'stdout');
  await talk.run();
  const at = (marker: string, name = '<module>'): string => `${name} ${talk.program.line(marker)}`;
  const stops = await runToEnd(talk);
  assert.deepEqual(stops, [
    at('second'),
    at('lazily', 'lazily'),
    at('generator', 'generate'),
    at('ends'),
    at('thread', 'in_thread'),
    at('greenlet', 'in_greenlet'),
    // A library decides what of the program's comes after these, if anything.
    at('thread_end', 'at_end_of_thread'),
    at('greenlet_end', 'at_end_of_greenlet'),
    at('task_end', 'at_end_of_task'),
    at('end'),
  ]);
  assert.deepEqual(printed.join('\n').split('\n').filter(Boolean), ['called print', 'True']);
});

for (const [filters, configuration] of [
  [[], {}],
  // What the debugger itself does is no exception of the program's.
  [['raised'], { justMyCode: false }],
] as const) {
  test(`D9: each call makes a stop, with the filters [${filters}]`, async () => {
    const talk = await Conversation.launch('calling_oddly.py', configuration);
    await talk.run([...filters]);
    const stops: string[] = [];
    for (;;) {
      const { event, body } = await talk.client.eventOf('stopped', 'terminated');
      if (event === 'terminated') break;
      const [top] = await talk.frames(body.threadId);
      if (body.reason === 'breakpoint') stops.push(`${top?.name} ${top?.line}`);
      await talk.client.request('continue', { threadId: body.threadId });
    }
    const at = (marker: string, name = '<module>') => `${name} ${talk.program.line(marker)}`;
    assert.deepEqual(stops, [
      at('loop'),
      at('calls'),
      at('listed', 'listed'),
      at('calls'),
      at('twice'),
      at('greenlet'),
      at('greenlet'),
    ]);
    await talk.client.close();
  });
}

test('D9: breakpoint() and pdb at the console, in a condition and in a log point harm nobody', async () => {
  const talk = await Conversation.launch('counting.py');
  await talk.setBreakpoints(
    { at: 'loop', condition: 'number == 3 and not breakpoint()' },
    { at: 'done', logMessage: '{breakpoint()} {__import__("pdb").set_trace()}' },
  );
  const printed = outputOf(talk, 'stdout');
  await talk.run();
  const answers: string[] = [];
  const stops = await runToEnd(talk, async ({ id: frameId }) => {
    for (const expression of [
      'breakpoint()',
      'import pdb; pdb.set_trace()',
      'pdb.Pdb().set_trace()',
      'number',
    ]) {
      const { success, message, body } = await talk.client.send('evaluate', {
        expression,
        frameId,
        context: 'repl',
      });
      answers.push(success ? body.result : message);
    }
  });
  assert.deepEqual(stops, [`count ${talk.program.line('loop')}`]);
  // From 3.14 on, the function wants the tool of sys.monitoring that the debugger has.
  const refused = 'ValueError: Another debugger is using the monitoring tool';
  const started = defaultVersion() === '3.13' ? '' : refused;
  assert.deepEqual(answers, ['', started, '', '3']);
  assert.equal(printed.join('').trim(), 'done');
});
