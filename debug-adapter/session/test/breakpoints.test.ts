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
