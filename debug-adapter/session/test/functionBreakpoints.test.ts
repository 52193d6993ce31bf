import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countHits, PLACES, setFunctionBreakpoints } from './breakpointRequests.ts';
import { Conversation } from './conversation.ts';
import { Program } from './program.ts';
import { runToEnd } from './stops.ts';

test('function breakpoints by name, before anything is loaded', async () => {
  const talk = await Conversation.launch('places.py');
  await setFunctionBreakpoints(talk, ...PLACES);
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

test('D12: patterns fit the functions of the program, and none of the debugger or the interpreter', async () => {
  const talk = await Conversation.launch('patterns.py', { pythonArgs: ['-X', 'utf8'] });
  const names = [
    '*',
    '*e*',
    '*.*',
    '*:*',
    '[a-z]*',
    '?',
    'wasix_debug_agent*',
    'runpy.*',
    'posix*:*',
  ];
  await setFunctionBreakpoints(talk, ...names);
  await talk.run();
  const stops = await runToEnd(talk);
  const at = (name: string, marker = name): string => `${name} ${talk.program.line(marker)}`;
  assert.deepEqual(stops, [at('one'), at('Shape.area', 'area'), at('<lambda>', 'f'), at('one')]);
});

test('D12: patterns that are set while the program stands', async () => {
  const talk = await Conversation.stoppedAt('patterns.py', 'standing');
  await setFunctionBreakpoints(talk, '*:*', 'os.path.*', '*', 'genericpath.exists', 'json.*');
  await talk.setBreakpoints();
  await talk.start('continue');
  const names = (await runToEnd(talk)).map(stop => stop.split(' ')[0]);
  assert.deepEqual(names, [
    'Shape.area',
    'exists',
    'dumps',
    'JSONEncoder.encode',
    'JSONEncoder.iterencode',
    '<lambda>',
    'one',
  ]);
});
