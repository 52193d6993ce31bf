import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Conversation } from './conversation.ts';
import { Program } from './program.ts';

test('breakpoints move to the next line with code, or are not set', async () => {
  const talk = await Conversation.launch('counting.py');
  await talk.setBreakpoints('loop', 11, 12, 15, 17, 'body', 100);
  await talk.setBreakpointsIn(new Program('helper_module.py'), 'visit');
  await talk.setBreakpointsIn(new Program('../golden/stop on entry.txt'), 1);
  await talk.client.close();
  talk.assertGolden('breakpoint positions');
});

test('a breakpoint in a module that is not imported yet', async () => {
  const talk = await Conversation.launch('counting.py');
  const helper = new Program('helper_module.py');
  await talk.setBreakpointsIn(helper, 'visit');
  await talk.run();
  await talk.stopped();
  await talk.setBreakpointsIn(helper);
  await talk.finish();
  talk.assertGolden('breakpoint in a module');
});

test('conditions and hit counts', async () => {
  const talk = await Conversation.launch('counting.py');
  await talk.setBreakpoints({ at: 'loop', condition: 'number % 4 == 3' });
  await talk.run();
  await talk.stopped();
  await talk.evaluate('number');
  await talk.setBreakpoints({ at: 'loop', hitCondition: '3' });
  await talk.go('continue');
  await talk.evaluate('number');
  await talk.setBreakpoints({ at: 'loop', condition: 'missing' });
  await talk.go('continue');
  await talk.setBreakpoints();
  await talk.finish();
  talk.assertGolden('conditions');
});

test('D11: a breakpoint within a statement stays in it, and one between statements moves down', async () => {
  const talk = await Conversation.launch('brackets.py');
  await talk.setBreakpoints(
    'module_text',
    'head_end',
    'function_text',
    'return_end',
    'text_end',
    'between',
    'decorator_end',
    'nested_end',
    'if_end',
    'class_end',
    'comment_inside',
    'dict_end',
    'with_end',
    'except_end',
    'match_end',
    'case_end',
  );
  await talk.setBreakpoints('return_end', 'text_end', 'nested_end');
  await talk.run();
  await talk.stopped();
  await talk.setBreakpoints('text_end', 'nested_end');
  await talk.go('continue');
  await talk.go('continue');
  await talk.finish();
  talk.assertGolden('breakpoints within statements');
});

test('a breakpoint set on the line where a step has ended stops when it begins again', async () => {
  const talk = await Conversation.stoppedAt('places.py', 'print');
  const print = talk.program.line('print');
  const loop = print - 1;
  const { threads } = await talk.client.request('threads');
  const threadId = threads.at(-1).id;
  const lineAfter = async (command: string): Promise<unknown> => {
    await talk.client.request(command, { threadId });
    await talk.client.event('stopped');
    return (await talk.frames(threadId))[0]?.line;
  };
  assert.equal(await lineAfter('next'), loop);
  // The code has a breakpoint, so its lines were watched when the step ended.
  await talk.setBreakpoints(loop, print);
  assert.equal(await lineAfter('continue'), print);
  await talk.setBreakpoints();
  assert.equal(await lineAfter('next'), loop);
  // Now they were not.
  await talk.setBreakpoints(loop);
  assert.equal(await lineAfter('continue'), loop);
  await talk.setBreakpoints();
  await talk.finish();
});
