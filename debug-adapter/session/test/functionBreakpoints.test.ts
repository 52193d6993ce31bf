import { test } from 'node:test';
import { countHits, setFunctionBreakpoints } from './breakpointRequests.ts';
import { Conversation } from './conversation.ts';
import { Program } from './program.ts';

test('function breakpoints by name, before anything is loaded', async () => {
  const talk = await Conversation.launch('places.py');
  await setFunctionBreakpoints(
    talk,
    'loop',
    'Counter.one',
    'helper_module.visit',
    'greenlet:nothing',
    'Counter.dou*',
    { name: 'right', condition: 'value ==' },
    { name: 'places:right', condition: 'value == 1', hitCondition: '2' },
    ':',
  );
  await talk.run();
  await talk.stopped();
  for (let stops = 0; stops < 5; stops++) await talk.go('continue');
  await setFunctionBreakpoints(talk, 'helper_module:visit');
  await talk.go('continue');
  await setFunctionBreakpoints(talk);
  await talk.finish();
  talk.assertGolden('function breakpoints');
});

test('a line and a function breakpoint at one place make one stop', async () => {
  const talk = await Conversation.launch('places.py');
  await talk.setBreakpoints('add');
  await setFunctionBreakpoints(talk, 'Counter.add');
  await talk.run();
  countHits(talk, await talk.stopped());
  await talk.setBreakpoints('first', 'add');
  await setFunctionBreakpoints(talk, { name: 'Counter.add', hitCondition: '2' });
  countHits(talk, await talk.go('continue'));
  countHits(talk, await talk.go('stepIn'));
  await talk.setBreakpoints();
  countHits(talk, await talk.go('continue'));
  await setFunctionBreakpoints(talk);
  await talk.finish();
  talk.assertGolden('breakpoints of several kinds at a place');
});

test('a function that is loaded and has not run yet', async () => {
  const talk = await Conversation.stoppedAt('places.py', 'call');
  await setFunctionBreakpoints(talk, 'visit', 'json.dumps');
  await talk.go('continue');
  await talk.setBreakpointsIn(new Program('helper_module.py'), 'visit');
  await talk.finish();
  talk.assertGolden('function breakpoints while the program runs');
});
