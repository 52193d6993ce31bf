/** Filters of exceptions and switches, and their conditions, in recorded programs. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Conversation } from './conversation.ts';
import { replay } from './replayedProgram.ts';
import { leavingStops, runToEnd } from './stops.ts';

test('a replay stops at switches that a condition is true of', async t => {
  const talk = await replay(t, 'switching.py');
  const filter = (condition: string) => ({ filterId: 'switch', condition });
  await talk.run([filter("event == 'throw' and target.name == 'worker'")]);
  await talk.stopped();
  await talk.exceptionInfo();
  await talk.setFilters(filter("origin.state == 'dead'"));
  await talk.go('continue');
  await talk.setFilters(filter("origin.name == 'main' and target.parent is origin.greenlet"));
  await talk.go('continue');
  await talk.go('reverseContinue');
  await talk.go('reverseContinue');
  await talk.go('reverseContinue');
  await talk.setFilters(filter('origin.missing'));
  await talk.go('continue');
  await talk.setFilters(filter('origin =='));
  await talk.client.close();
  talk.assertGolden('switches that conditions are true of, in a replay');
});

test('a replay stops where an exception leaves a greenlet, or the code of the user', async t => {
  const talk = await replay(t, 'crossing.py');
  await talk.run(['crossing', 'userUnhandled', 'uncaught']);
  await talk.stopped();
  await talk.exceptionInfo();
  await talk.variables();
  await talk.go('continue');
  await talk.exceptionInfo();
  await talk.go('continue');
  await talk.exceptionInfo();
  await talk.go('reverseContinue');
  await talk.go('reverseContinue');
  await talk.go('stepBack');
  await talk.setFilters(
    { filterId: 'userUnhandled', condition: "'hands' not in str(exception)" },
    { filterId: 'crossing', condition: 'value == 0' },
  );
  await talk.go('continue');
  await talk.exceptionInfo();
  await talk.go('continue');
  await talk.client.close();
  talk.assertGolden('exceptions that leave, in a replay');
});

test('a replay stops once at each exception that leaves the code of the user', async t => {
  const talk = await replay(t, 'leaving.py');
  await talk.run(['userUnhandled']);
  const fetch = `fetch ${talk.program.line('fetch')}`;
  const atEnd = `${fetch}: The recording ends here.`;
  assert.deepEqual(await runToEnd(talk), [...leavingStops(talk), atEnd]);
});

test('a replay stops at an exception that frames clean up for where the program does', async t => {
  for (const filter of ['raised', 'crossing', 'userUnhandled']) {
    const live = await Conversation.launch('cleanups.py');
    await live.run([filter]);
    const stops = await runToEnd(live);
    assert.equal(stops.length, 1, filter);
    const talk = await replay(t, 'cleanups.py');
    await talk.run([filter]);
    assert.deepEqual((await runToEnd(talk)).slice(0, -1), stops, filter);
  }
});
