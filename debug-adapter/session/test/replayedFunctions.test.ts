/** Breakpoints on functions of recorded programs. */
import { test } from 'node:test';
import { countHits, PLACES, setFunctionBreakpoints } from './breakpointRequests.ts';
import { replay } from './replayedProgram.ts';

test('a replay stops at functions by their names, forwards and back', async t => {
  const talk = await replay(t, 'places.py');
  await setFunctionBreakpoints(talk, ...PLACES);
  await talk.run();
  await talk.stopped();
  for (let stops = 0; stops < 6; stops++) await talk.go('continue');
  await talk.go('next');
  await talk.go('stepBack');
  for (let stops = 0; stops < 4; stops++) await talk.go('reverseContinue');
  await talk.go('next');
  await talk.go('stepBack');
  await setFunctionBreakpoints(talk, 'worker', 'helper_module:visit');
  await talk.go('continue');
  await talk.variables();
  await talk.go('continue');
  await talk.go('continue');
  await talk.go('reverseContinue');
  await setFunctionBreakpoints(talk);
  await talk.go('continue');
  await talk.client.close();
  talk.assertGolden('function breakpoints of a replay');
});

test('lines and functions at one place of a replay make one stop', async t => {
  const talk = await replay(t, 'places.py');
  await talk.setBreakpoints('add');
  await setFunctionBreakpoints(talk, 'Counter.add', { name: 'several', hitCondition: '3' });
  await talk.run();
  countHits(talk, await talk.stopped());
  await talk.setBreakpoints();
  countHits(talk, await talk.go('continue'));
  countHits(talk, await talk.go('continue'));
  countHits(talk, await talk.go('continue'));
  await setFunctionBreakpoints(
    talk,
    { name: 'Counter.a*', condition: 'self.total == 1' },
    { name: '*', hitCondition: '5' },
  );
  countHits(talk, await talk.go('reverseContinue'));
  countHits(talk, await talk.go('reverseContinue'));
  await talk.client.close();
  talk.assertGolden('breakpoints of several kinds in a replay');
});
